"""What a student sees and does without an account: sessions, goals, reports, a first session, a move."""
