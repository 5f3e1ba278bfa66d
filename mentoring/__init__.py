"""Beyond a complete card: profiles, validators, calendar, outcomes, take-overs, channels."""
