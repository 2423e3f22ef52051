"""Programmes that who asks may see, by the name in the address or because they are open: by statements worded once."""

from typing import Any, Final

from django.contrib.auth.models import AnonymousUser

from ground.tables.worded import Worded
from landings.programmes.models import Programme
from landings.programmes.models.programmes import ProgrammeQuerySet
from network.members.models import Member, Viewer, someone


def called(slug: str, viewer: Viewer) -> Programme | None:
    if viewer.is_authenticated:
        return _one(_OF_MEMBERS.objects(reader=viewer.pk, slug=slug))
    return _one(_OF_VISITORS.objects(slug=slug))


def called_at_desk(slug: str, member: Member) -> Programme | None:
    """The same with its stream and the version that stands."""
    return _one(_AT_DESK.objects(reader=member.pk, slug=slug))


def open_to(viewer: Viewer) -> list[Programme]:
    """Those that take applications, by name."""
    if viewer.is_authenticated:
        return _OPEN_TO_MEMBERS.objects(reader=viewer.pk)
    return _OPEN_TO_VISITORS.objects()


def _open(viewer: Viewer) -> ProgrammeQuerySet:
    return Programme.objects.visible_to(viewer).open().for_list()


def _called(viewer: Viewer, slug: str) -> ProgrammeQuerySet:
    return Programme.objects.visible_to(viewer).filter(slug=slug)


def _one(found: list[Any]) -> Programme | None:
    return found[0] if found else None


_OF_VISITORS: Final = Worded(lambda slug: _called(AnonymousUser(), slug))
_OF_MEMBERS: Final = Worded(lambda reader, slug: _called(someone(reader), slug))
_OPEN_TO_VISITORS: Final = Worded(lambda: _open(AnonymousUser()))
_OPEN_TO_MEMBERS: Final = Worded(lambda reader: _open(someone(reader)))
_AT_DESK: Final = Worded(lambda reader, slug: _called(someone(reader), slug).select_related("current", "stream"))
