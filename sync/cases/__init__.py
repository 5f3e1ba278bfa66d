"""A card's case: its history, verdict, notes, and what somebody did to it."""
