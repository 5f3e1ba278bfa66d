"""The steps after the check, in the panel of a card."""
