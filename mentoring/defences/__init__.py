"""What follows a complete card: reminders, escalation, outcomes, next cards."""
