"""`greffier board`: a board as it stood at an instant."""
