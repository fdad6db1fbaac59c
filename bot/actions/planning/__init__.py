"""Which routine, how long, for whom: what is found, chosen and suggested."""
