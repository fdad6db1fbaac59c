"""Pictures, animations and sound: what is drawn or spoken ahead of time, and how it is found and joined."""
