"""Speaking to Trello: gateway, rate limit, webhooks, token."""
