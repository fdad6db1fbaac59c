"""What the actions on own routines share: who may have them, the draft, the names."""
