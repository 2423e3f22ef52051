"""How members wish to be told of a kind."""

from collections.abc import Collection

from realtime.notices.kinds import kind_named
from realtime.notices.models import Muted, Way


def ways_of(members: Collection[int], kind: str) -> dict[int, Way]:
    """By member, in one query."""
    muted: dict[int, set[str]] = {}
    for member, medium in Muted.objects.filter(member__in=members, kind=kind).values_list("member", "medium"):
        muted.setdefault(member, set()).add(medium)
    return {member: way_from(kind, muted.get(member, set())) for member in members}


def way_from(kind: str, muted: Collection[str]) -> Way:
    """What remains of a kind when these media are muted."""
    found = kind_named(kind)
    if "tray" in muted:
        return Way.NONE
    if "mail" in muted or found is None or not found.mail:
        return Way.TRAY
    return Way.DIGEST if "now" in muted else Way.MAIL


MUTED_BY: dict[Way, tuple[str, ...]] = {
    Way.MAIL: (),
    Way.DIGEST: ("now",),
    Way.TRAY: ("mail",),
    Way.NONE: ("tray", "mail"),
}
