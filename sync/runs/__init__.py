"""The worker: runs of one card, of one board, and the schedule."""
