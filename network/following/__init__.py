"""Following: a member wants to hear what an organisation, another member or a market does, in their feed alone.

Nobody is asked and nobody is told; it is no fact, and gives no right: what a member may not read is not in their feed,
whomever they follow. A *market* is a country, by its code. How many follow is told; who does, to nobody but the
followed member. Each feature brings what it knows of the followed to the feed (`network/feed`).
"""
