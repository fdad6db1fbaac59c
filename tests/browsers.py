"""The names of Chromium."""

# The one without windows comes first: a page costs it a fifth of the processor time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
