"""The door to machine translation models."""
