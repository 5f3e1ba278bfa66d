"""`greffier doctor`: looks at each thing that must hold, and tells the remedy."""
