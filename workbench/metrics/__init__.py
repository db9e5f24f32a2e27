"""Figures with a signature."""
