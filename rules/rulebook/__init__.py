"""The rulebook as typed values, and how its tables are read."""
