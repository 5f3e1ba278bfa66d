"""The story of one student: their weeks, their mails, their defence, another mentor."""
