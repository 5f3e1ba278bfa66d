"""The school as it stands: people, projects, caseload, and its tables."""
