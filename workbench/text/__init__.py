"""Azerbaijani and English text: sentences, casing, suffixes, numbers. Pure."""
