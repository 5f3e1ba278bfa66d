"""The tab “Santé”: whether everything that must hold does."""
