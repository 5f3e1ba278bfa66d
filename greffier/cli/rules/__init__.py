"""`greffier rules`: reads, explains, exports and applies the rulebook."""
