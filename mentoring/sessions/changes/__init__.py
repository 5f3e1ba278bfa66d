"""What people change about sessions and students, each with both people’s turn and a history."""
