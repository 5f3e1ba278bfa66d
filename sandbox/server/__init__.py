"""The stand-in as a server: application, control, faults."""
