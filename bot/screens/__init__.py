"""What people see, as messages of phrases and buttons: a function for each screen. It decides nothing."""
