"""Dealings: what two have really done with each other, so that only who was there speaks of it, and only for a while.

A *kind* of dealing (a meeting held, a stay; orders) is registered by its area: what may be said of it (recommended,
rated, disputed), for how long, and how to read it from the area's own rows. Each *dealing* is between two *parties*: an
organisation, a member, or a member who was there for an organisation. It is registered once, when it has happened, and
never changed; from `closes_on` on nothing more is said of it.
"""
