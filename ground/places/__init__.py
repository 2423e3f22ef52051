"""Places: time zones, and the one home of civil time (a day and a clock in a zone to a moment, and back)."""
