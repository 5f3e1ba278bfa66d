"""Students and who follows them: read from the cards with certainty, given by managers, imported."""
