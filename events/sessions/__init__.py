"""Sessions: the talks, panels, pitches and workshops of a show, in a hall at a time, with speakers and a room.

The organiser *schedules*, *moves* and *cancels* a session; a cancelled one stays on the agenda, crossed out.
A visitor *plans* sessions: that is their schedule, and their seat where seats are counted. What overlaps is a
*conflict*: it is shown, not forbidden.
"""
