"""The page in a real browser, and the server around it."""
