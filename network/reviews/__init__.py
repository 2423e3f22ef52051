"""Reviews: several judge a thing by one rubric, evenly shared out, without conflicts, blind until their own is in.

A *kind* of thing that is reviewed (applications; calls for sessions, open calls, badges) says who may review it, how
conflicts are found, its *rubric* (lines with weights, of the version that holds for that thing) and among which reviews
the work is to be even. Each area has tables of its own (`Review`, `Score`, made from those here), so that what is
reviewed is held by a foreign key. A review is asked for, then submitted, or ended by a conflict that was declared. Who
goes before it is written hands it back: the next free one is asked, and the review is no more.
"""
