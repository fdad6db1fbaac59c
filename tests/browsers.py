"""The names of Chromium."""

# The one without windows comes first: a page costs it an eighth of the processor time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
