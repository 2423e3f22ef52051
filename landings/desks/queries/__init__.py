"""What stands on the page of a desk beside what waits."""

from landings.desks.queries.pages import beside

__all__ = ["beside"]
