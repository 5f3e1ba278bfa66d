"""The tab “Agenda”: coming defences and transfers."""
