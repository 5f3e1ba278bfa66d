"""The demonstration: Greffier at work on invented boards, told on the terminal as it happens."""
