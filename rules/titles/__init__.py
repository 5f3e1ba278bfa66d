"""Reading a student's name and course from what people write."""
