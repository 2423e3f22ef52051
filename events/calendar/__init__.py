"""Calendar: iCalendar feeds, of a show for everyone and of a member by secret address.

A *source* gives a member's *entries*: sessions, duty, and what higher areas register. A *feed* is the member's secret
address, kept as a hash, shown once, revoked or renewed at will. Written by RFC 5545: zones with their rules, stable
UIDs, a SEQUENCE that rises with each change, STATUS:CANCELLED for what was called off.
"""
