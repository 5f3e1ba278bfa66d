"""Mails about asks: who is asked to take a card, and the address behind which they answer."""
