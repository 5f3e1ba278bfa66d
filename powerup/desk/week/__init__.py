"""The tab “La semaine”: everything that waits for somebody, given out at once."""
