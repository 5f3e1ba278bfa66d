"""Mail to students and mentors: what is said, how it is written, and how it surely leaves."""
