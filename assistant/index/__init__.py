"""The index: reports and words in SQLite (the truth), vectors in Chroma (rebuildable), the embedder between them."""
