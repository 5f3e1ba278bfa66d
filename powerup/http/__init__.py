"""What every page and every answer shares: identity, headers, errors, language."""
