"""`greffier queue`: what waits and why, what failed, and trying it again."""
