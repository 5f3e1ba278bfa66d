"""A mentor's week: slots, sessions, their status and report. Above `mentoring.students`."""
