"""Rows that events vouch for: their digest stands in a chain, so that a change of theirs is found too (G11).

Areas register how their rows are compared with what was told of them; `manage.py verify_streams` asks each.
"""

from collections.abc import Callable, Iterator
from typing import Final

Check = Callable[[], Iterator[str]]
_checks: Final[list[Check]] = []


def vouched(check: Check) -> Check:
    """Register a check: it yields what is wrong, a line for each row that is not as it was told."""
    _checks.append(check)
    return check


def unlike_what_was_told() -> Iterator[str]:
    for check in _checks:
        yield from check()
