"""Who may do what on a board, and who may undo it: asked here by every door."""
