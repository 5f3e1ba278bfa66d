"""What is kept about a student: finding, showing, erasing, keeping for a time."""
