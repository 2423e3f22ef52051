"""A member's desk as its page and the bar read it."""

from network.desk.queries.desk import MOST, Desk, Row, count_of, desk_of

__all__ = ["MOST", "Desk", "Row", "count_of", "desk_of"]
