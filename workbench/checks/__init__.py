"""Rules that judge a pair, one small class each. Pure."""
