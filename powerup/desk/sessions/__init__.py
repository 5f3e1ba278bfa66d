"""The tabs about students and their sessions: a mentor's week, their students, the managers' view."""
