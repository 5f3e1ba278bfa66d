"""What would happen: previews, what-if, replay, rewind."""
