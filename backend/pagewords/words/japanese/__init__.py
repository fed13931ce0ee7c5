"""Japanese words: Sudachi's units, put together and named as a reader counts them."""
