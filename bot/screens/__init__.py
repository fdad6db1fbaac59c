"""What people see, as messages of phrases and buttons: one function a screen, no decision taken here."""
