"""The URL that Trello calls."""
