"""What the actions on own routines share: refusals, the draft, the names."""
