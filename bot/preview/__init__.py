"""Makes one page of all texts, to be read by eye: what `unknot preview` writes."""
