"""How the reader's weights were made; `python -m assistant.read.training --help` remakes them."""
