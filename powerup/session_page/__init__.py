"""The page of one session, behind the link in its mentor's calendar."""
