"""What all benches measure with: processes, databases, figures, and tables."""
