"""Orders in comments about mentoring: who may give which, what is answered."""
