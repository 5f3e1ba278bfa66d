"""Reading a rulebook from text, comparing two, and drafts of one."""
