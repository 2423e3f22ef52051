"""Who may follow what."""

from typing import Final

from ground.places.countries import country_name
from network.members.models import Member

MOST: Final = 1000
"""Of each kind: so many a feed asks about without being slower for it."""


def may_follow(member: Member, other: Member) -> bool:
    return member.pk != other.pk


def is_market(code: str) -> bool:
    """Whether these are the two letters of a country (ISO 3166-1)."""
    return code.isupper() and bool(country_name(code))
