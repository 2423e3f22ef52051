"""Introductions: a commissioner brings two together, each having agreed in private.

*Asked*: both sides have a private question. A side answers yes, no or later; silence expires. Neither learns of the
other's no: to a side that waits, a no and silence look the same until the day the introduction expires. *Agreed*:
both said yes, and a conversation of the three is open. *Closed*: with an outcome, or *expired*, or *withdrawn*.
"""
