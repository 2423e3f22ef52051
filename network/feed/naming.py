"""Who did it: the actors of many events, fetched once."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from network.members.models import Member
from realtime.streams import Event


class Actors:
    def __init__(self, events: Iterable[Event], more: Iterable[int] = ()) -> None:
        ids = {event.actor for event in events if event.actor} | set(more)
        self._people = Member.objects.in_bulk(ids) if ids else {}

    def of(self, event: Event) -> Member | None:
        return self._people.get(event.actor or 0)

    def who(self, event: Event) -> str:
        return self.name(event.actor)

    def name(self, key: int | None) -> str:
        person = self._people.get(key or 0)
        return person.name if person else _("Somebody")

    def person(self, key: int) -> Member | None:
        return self._people.get(key)
