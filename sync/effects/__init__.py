"""Effects on Trello and in our tables: performed, noted in receipts, undone."""
