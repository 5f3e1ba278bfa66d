"""The tabs about people: one's own cards and profile, the mentors."""
