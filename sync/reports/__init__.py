"""What people are told of the state: health, metrics, timelines, triage."""
