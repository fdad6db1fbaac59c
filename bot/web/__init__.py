"""What others reach by HTTP: the webhook, and what whoever runs the bot looks at."""
