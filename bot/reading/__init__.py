"""What people type is read here: words into values of the domain, by the words of a language."""
