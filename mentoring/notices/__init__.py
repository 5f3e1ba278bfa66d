"""Mentors ask each other for help, managers announce: on the desk and in channels."""
