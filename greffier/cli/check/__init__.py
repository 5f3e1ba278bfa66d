"""`greffier check`: judges exported boards offline."""
