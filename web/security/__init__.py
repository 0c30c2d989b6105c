"""What the border of the web checks before anything else: cookies, tokens, sizes, addresses."""
