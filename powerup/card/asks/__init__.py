"""Asks of a card in the panel and at the desk: how they are told, and the block of whoever is asked."""
