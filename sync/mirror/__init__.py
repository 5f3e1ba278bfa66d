"""The mirror of the boards: writing, reading, comparing."""
