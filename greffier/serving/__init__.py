"""The processes of a service that answer: how they begin, read, answer and end."""
