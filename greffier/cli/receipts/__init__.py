"""`greffier receipts`: what was done, and what can be undone."""
