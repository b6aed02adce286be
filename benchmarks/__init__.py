"""Measurements and training that stand beside the library; nothing here is installed with it."""
