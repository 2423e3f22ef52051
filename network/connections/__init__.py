"""Connections of members: who knows whom here, because both said so.

*Asked*: one has sent a request, with a reason and where the two met; it stands for a while, and then it *lapses*.
*Connected*: the other said yes, or asked too, meanwhile. A no is quiet: to who asked it looks like silence until the
day on which the request lapses, and after it. *Withdrawn*: who asked took it back. *Ended*: one of them left, and
nobody is told. Two have one row together, by their keys in order (`low`, `high`), whatever came of it.

A member's *circle* is the stream of what becomes of their connections: theirs alone, so that what is told to one of the
two need not be told to the other. In the house a *connection* is a socket; this is a *member connection*.
"""
