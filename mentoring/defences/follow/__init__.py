"""What is due about a card after its check: found from how it stands, foreseen, and done in its run."""
