"""Calendar: entries in time that any area registers, written as iCalendar, read by secret address.

A *source* gives a member's *entries* of one kind: whoever has them registers it from `wiring.py`, and the calendar
knows nobody by name. A *calendar feed* is the member's secret address, kept as a hash, shown once, revoked or renewed
at will. `ical` writes entries by RFC 5545 and answers with them, for feeds of others too (a show's): zones with their
rules, stable UIDs, a SEQUENCE that rises with each change, STATUS:CANCELLED for what was called off.
"""
