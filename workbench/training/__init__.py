"""The door to model training."""
