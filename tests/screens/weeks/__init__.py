"""One person's life with reminders, on a phone: what happens in it, by subject."""
