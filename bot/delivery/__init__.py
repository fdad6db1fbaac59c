"""The only way in which messages leave: the desk claims, the courier calls, the recorder writes."""
