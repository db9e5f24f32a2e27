"""Which words and sentences belong together. Pure."""
