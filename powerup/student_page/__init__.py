"""The page of a student, behind the link in their mails."""
