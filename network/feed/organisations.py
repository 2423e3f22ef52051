"""What happens in the organisations a member belongs to."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.feed.naming import Actors
from network.feed.sources import FeedSource, Line
from network.members.models import Member
from network.organisations.facts import PageChanged, RoleChanged, ServicesChanged, StaffJoined, StaffLeft
from network.organisations.models import Organisation
from realtime.streams import Event


def _streams_of(member: Member) -> Iterable[int]:
    return Organisation.objects.visible_to(member).of(member).values_list("stream_id", flat=True)


def _lines(events: list[Event]) -> dict[int, Line]:
    rows = Organisation.objects.filter(stream__in={event.stream_id for event in events})
    places = {row.stream_id: row for row in rows}
    actors = Actors(events, {event.payload["member_id"] for event in events if "member_id" in event.payload})
    return {event.pk: _line(event, places[event.stream_id], actors) for event in events}


def _line(event: Event, place: Organisation, actors: Actors) -> Line:
    concerned = event.payload.get("member_id")
    words = {"who": actors.name(concerned or event.actor), "organisation": place.name}
    said = {
        "organisation.staff_joined": (_("%(who)s joined %(organisation)s"), "user-plus"),
        "organisation.staff_left": (_("%(who)s no longer belongs to %(organisation)s"), "user-minus"),
        "organisation.role_changed": (_("%(who)s has another role at %(organisation)s"), "user-cog"),
        "organisation.page_changed": (_("%(who)s changed the page of %(organisation)s"), "pencil"),
        "organisation.services_changed": (_("%(who)s changed the services of %(organisation)s"), "briefcase"),
    }
    text, icon = said[event.fact]
    who = actors.person(concerned) if concerned else actors.of(event)
    return Line(text % words, place.get_absolute_url(), who=who, icon=icon)


source = FeedSource(
    name="organisations",
    facts=(StaffJoined, StaffLeft, RoleChanged, PageChanged, ServicesChanged),
    streams_of=_streams_of,
    lines=_lines,
    why=gettext_lazy("You belong to it"),
)
