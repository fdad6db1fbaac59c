"""What people see: a function for each screen returns its phrases and buttons. Screens decide nothing."""
