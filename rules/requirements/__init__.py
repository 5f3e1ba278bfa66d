"""What the rulebook requires of a card beside the mentions: how it is checked, and said."""
