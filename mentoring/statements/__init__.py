"""What a mentor did in a month, and what it earns: read, shown, closed. Above `mentoring.sessions`."""
