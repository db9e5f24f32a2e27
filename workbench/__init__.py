"""A translation and bilingual-corpus workbench for Azerbaijani to English news."""

__version__ = "0.1.0"
