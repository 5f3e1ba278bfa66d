"""`greffier week`: all that waits for somebody, given out at once, and a school without one mentor."""
