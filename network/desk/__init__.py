"""The desk: what waits for somebody, kept as rows that the facts write, read by one query however much there is.

A feature says in its `desk.py` what it lets wait. A *kind* of work item has words, and leads to a page. A *source* says
which facts touch which of the feature's things, and what waits about a thing now: its *truth*. Whenever such a fact is
published, in the same transaction, the *work items* of the thing are made what the truth says. A work item waits for a
*group*: one member, or those who hold a role somewhere (the officers of a programme, the managers of a house). Groups
are joined when a desk is read, so whoever gains or loses a role gains or loses its work items at once; who may not do
it (nobody pays what they approved) is excluded in the same query. Moments stand in the rows and are compared with the
clock by the query: nothing is written when an item begins to wait, is late or lapses.
"""
