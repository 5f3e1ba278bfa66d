"""The tab “À traiter”: the cards that wait for a manager."""
