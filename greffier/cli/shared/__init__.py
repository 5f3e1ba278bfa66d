"""What several commands need: parts, help, language, tables, remedies."""
