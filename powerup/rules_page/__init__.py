"""The page that explains the rules of a board."""
