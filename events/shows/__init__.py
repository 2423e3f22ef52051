"""Shows: a trade show with dates, opening hours in its own time zone, halls and an organiser.

A show is a *draft* that only its organiser sees, then *announced*, then *open*, then *closed*: three moments on its
row, each a fact in its stream. Closed, everything stays readable. It is *open now* when it is open and the clock is
within one of its *days*. A member *registers* as a visitor and chooses at the *door* who may see them inside.
An organiser is anyone on staff of the organisation that holds the show. What stands in a show's hours (sessions, duty)
higher features name by `queries.books`: days are not moved and doors not closed from under it.
"""
