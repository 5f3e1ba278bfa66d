"""What people see on a card: badges, the panel, its buttons."""
