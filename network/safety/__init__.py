"""A member's own safety at the door.

*Tries* count how often somebody at one place on the network tried with one address: after a few wrong passwords there
the next must wait, longer each time, and only there. The owner of the address is told by mail, with a link to end it.
"""
