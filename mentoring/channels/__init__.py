"""What Slack, Teams or mail are told: facts, messages, their words, sending."""
