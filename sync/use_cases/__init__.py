"""What people ask for: fixes, orders, reminders, modes, new rules."""
