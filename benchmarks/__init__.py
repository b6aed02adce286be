"""Figures that anyone can repeat: run from the checkout as ``python -m benchmarks COMMAND``."""
