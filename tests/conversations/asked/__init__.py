"""Lines about times and zones as people type them, each with what is right, and a judge of the answers."""
