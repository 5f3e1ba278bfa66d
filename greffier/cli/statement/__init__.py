"""`greffier statement`: the month of each mentor."""
