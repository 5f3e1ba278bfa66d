"""The living comment, and the orders that people write in comments."""
