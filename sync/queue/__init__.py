"""What waits to be done: the inbox, wakes, jobs, and who lives."""
