"""A strict local stand-in for Trello: REST API, signed webhooks, invented people.

It knows nothing of the rest of the project: whatever speaks to Trello can be tried against it.
"""
