"""Sessions and students as pages, tables and other programs see them."""
