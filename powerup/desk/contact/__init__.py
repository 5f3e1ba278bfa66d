"""How mentors and students reach each other: on the mentor's profile, and on each student's page."""
