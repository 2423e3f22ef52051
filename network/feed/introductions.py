"""What comes of the introductions a member is in. What a side answered alone is never told here."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.feed.naming import Actors
from network.feed.sources import FeedSource, Line
from network.introductions.facts import IntroductionAgreed, IntroductionClosed, TimeAccepted, TimeSuggested
from network.introductions.models import Introduction
from network.members.models import Member
from realtime.streams import Event


def _streams_of(member: Member) -> Iterable[int]:
    return Introduction.objects.visible_to(member).exclude(agreed_at=None).values_list("stream_id", flat=True)


def _lines(events: list[Event]) -> dict[int, Line]:
    rows = Introduction.objects.filter(stream__in={event.stream_id for event in events})
    places = {row.stream_id: row for row in rows.select_related("firm", "commissioner")}
    actors = Actors(events)
    return {event.pk: _line(event, places[event.stream_id], actors) for event in events}


def _line(event: Event, introduction: Introduction, actors: Actors) -> Line:
    words = {"who": actors.who(event), "firm": introduction.firm.name}
    said = {
        "introduction.agreed": (_("Both said yes: the conversation with %(firm)s is open"), "handshake"),
        "introduction.time_suggested": (_("%(who)s suggested a time to meet about %(firm)s"), "calendar"),
        "introduction.time_accepted": (_("A time to meet about %(firm)s is agreed"), "calendar-check"),
        "introduction.closed": (_("The introduction of %(firm)s was closed with its outcome"), "check"),
    }
    text, icon = said[event.fact]
    return Line(
        text % words,
        reverse("network:introduction", args=[introduction.pk]),
        who=actors.of(event) or introduction.commissioner,
        icon=icon,
    )


source = FeedSource(
    name="introductions",
    facts=(IntroductionAgreed, TimeSuggested, TimeAccepted, IntroductionClosed),
    streams_of=_streams_of,
    lines=_lines,
    why=gettext_lazy("You are in this introduction"),
)
