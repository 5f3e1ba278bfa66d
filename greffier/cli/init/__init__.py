"""`greffier init`: finds boards and lists, asks, writes the rulebook."""
