"""A member's own safety at the door.

*Tries* count how often somebody at one place on the network tried with one address: after a few wrong passwords there
the next must wait, longer each time, and only there. The owner of the address is told by mail, with a link to end it.

A browser in which a member is *signed in* is shown to them by its device, its place (by its time zone: nobody is looked
up anywhere) and when it was last seen; they end one or all, and sockets end with it. *Security events* are what
happened at their door: shown to them for ninety days, and lines in the log.
"""
