"""The tab “Journal”: what was done, and undoing it."""
