"""Registered webhooks, and the deliveries they get."""
