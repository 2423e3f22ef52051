"""Booths: a firm's stand on the floor of a hall, its staff, its sheets, its visitors and its chat.

The organiser *assigns* a booth to a firm; its *staff* (members of the firm) dress it with a headline and *sheets*
to read and download, and share out *duty*: spans of hours, kept as quarter-hour cells of which a member has one,
so nobody is on duty in two places. A booth is *staffed* now when someone on duty is really present.
The floor *stirs* when who is there changes; the clock looks every few seconds and says so once.
"""
