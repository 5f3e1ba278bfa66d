"""The tab “Et si…”: what a change of the rules would do."""
