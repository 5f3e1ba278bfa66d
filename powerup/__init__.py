"""What people see inside Trello: the card's panel and badges, the desk, the page of rules."""
