"""Who can validate a defence or follow a student, and giving it to them."""
