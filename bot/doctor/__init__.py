"""What `unknot doctor` examines: one module for each subject, one line of output for each check."""
