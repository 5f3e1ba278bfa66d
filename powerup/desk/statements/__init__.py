"""The tab « Relevés »: a mentor's own month, and for managers those of their boards."""
