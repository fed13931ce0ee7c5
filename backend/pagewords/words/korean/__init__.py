"""Korean words: Kiwi's morphemes, put together and named as a reader counts them."""
