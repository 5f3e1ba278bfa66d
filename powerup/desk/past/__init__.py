"""The tab « Le tableau le… »: a board as it stood, and what changed since."""
