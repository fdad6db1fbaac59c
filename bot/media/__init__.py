"""Pictures and animations: drawn from the content, built ahead of time, found by name."""
