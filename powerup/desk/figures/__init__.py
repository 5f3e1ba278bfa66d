"""The tab “Chiffres”: the school in numbers and charts."""
