"""`greffier preview`: what would be done to each card, without writing anything."""
