"""What managers are shown of many cards: what waits, the agenda, statistics."""
