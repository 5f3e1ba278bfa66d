"""What a card must carry, what is said and done about it: pure, values in and values out."""
