"""What holds for sessions: times that are free, statuses, the ladder, empty weeks. Pure."""
