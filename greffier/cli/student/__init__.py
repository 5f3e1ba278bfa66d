"""`greffier student`: what is kept about a student, to hand over or to erase."""
