"""Effects on Trello and in our tables: performed, received, undone."""
