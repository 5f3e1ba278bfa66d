"""The tab « Entraide »: mentors ask each other for help, managers announce."""
