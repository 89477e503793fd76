"""Find the words of a passage that answer a question, or the sentence that supports a claim, and how likely it does."""
