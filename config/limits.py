"""How often each kind of writing may be: at once, and after that one more every so many seconds.

A member may be busy, and a hall full of members writes from one address; neither is hindered. Who joined within the
last seven days (NEW_FOR_DAYS) is given less. LIMITS_TIMES makes all of it larger.
"""

from ground.web.limits import Limit, Pace

MINUTE, HOUR = 60, 3600

LIMITS = {
    # In the forums.
    "post": Limit(member=Pace(15, 6), newcomer=Pace(6, 20), address=Pace(150, 0.6)),
    "thread": Limit(member=Pace(6, 2 * MINUTE), newcomer=Pace(3, 10 * MINUTE), address=Pace(60, 12)),
    "report": Limit(member=Pace(10, MINUTE), newcomer=Pace(5, 5 * MINUTE), address=Pace(60, 10)),
    "draft": Limit(member=Pace(60, 1), newcomer=Pace(30, 2), address=Pace(600, 0.1)),
    "preview": Limit(member=Pace(60, 1), newcomer=Pace(30, 2), address=Pace(600, 0.1)),
    # Messages of two, and lines said at a booth or in a session.
    "message": Limit(member=Pace(20, 3), newcomer=Pace(8, 15), address=Pace(200, 0.3)),
    # What begins a conversation with another member.
    "first-message": Limit(member=Pace(20, 2 * MINUTE), newcomer=Pace(5, 20 * MINUTE), address=Pace(100, 10)),
    # A request to connect.
    "connect": Limit(member=Pace(20, 3 * MINUTE), newcomer=Pace(5, 20 * MINUTE), address=Pace(100, 10)),
    # What makes a mail to somebody who may not be a member, or a task for somebody else.
    "invitation": Limit(member=Pace(20, 3 * MINUTE), newcomer=Pace(5, 30 * MINUTE), address=Pace(60, MINUTE)),
    "application": Limit(member=Pace(6, 10 * MINUTE), newcomer=Pace(4, 20 * MINUTE), address=Pace(60, MINUTE)),
    "ask": Limit(member=Pace(20, MINUTE), newcomer=Pace(6, 10 * MINUTE), address=Pace(100, 10)),
    "opening": Limit(member=Pace(10, 5 * MINUTE), newcomer=Pace(4, 20 * MINUTE), address=Pace(60, MINUTE)),
    "upload": Limit(member=Pace(20, 15), newcomer=Pace(10, 60), address=Pace(100, 3)),
    # Nobody is a member yet: the address alone counts.
    "sign-up": Limit(member=Pace(5, HOUR), newcomer=Pace(5, HOUR), address=Pace(20, MINUTE)),
    # Each request of a program, whatever it asks for; what it writes counts as above, too.
    "api": Limit(member=Pace(300, 0.2), newcomer=Pace(120, 0.5), address=Pace(1200, 0.05)),
    # Every other form.
    "step": Limit(member=Pace(120, 0.5), newcomer=Pace(60, 1), address=Pace(1200, 0.05)),
}
