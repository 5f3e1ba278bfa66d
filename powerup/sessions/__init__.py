"""Students and sessions as every page shows them: written out in the reader's language."""
