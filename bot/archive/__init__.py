"""Files of a chat's data: the zip with all that is kept, and the calendar of its reminders."""
