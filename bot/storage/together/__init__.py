"""A unit of work for many chats: their rows are read together and written together."""
