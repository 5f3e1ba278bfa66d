"""The board page in a browser, which hosts the Power-Up."""
