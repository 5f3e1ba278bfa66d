"""What is found from any tab of the desk: cards and people, by a few letters."""
