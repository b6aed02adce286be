"""One module per model: each learns what quoteattr/weights ships, to the byte, from the corpora."""
