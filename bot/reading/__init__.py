"""Reads what people type: it turns the words of a language into values of the domain."""
