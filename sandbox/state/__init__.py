"""What the stand-in remembers: boards, cards, actions."""
