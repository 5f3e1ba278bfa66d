"""Where a board comes from: an invented school, or an export."""
