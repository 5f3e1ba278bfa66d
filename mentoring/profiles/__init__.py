"""Mentors' profiles as forms and tables."""
