"""What moves at a show; who may follow the stream of a show and of a hall: whoever sees its page."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from events.shows import facts
from events.shows.models import Hall, Show
from ground.web.policies import everyone, members
from network.members.models import Member, Viewer
from network.members.queries import holding
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import Pair, StreamKind, register
from realtime.streams import Event


def viewer(member_id: int | None) -> Viewer:
    """Who asks: the member, or a visitor where there is none, or none any more."""
    return Member.objects.filter(pk=member_id, is_active=True).first() or AnonymousUser()


def _sees_show(member_id: int | None, stream_id: int) -> bool:
    return Show.objects.visible_to(viewer(member_id)).filter(stream_id=stream_id).exists()


def _sees_hall(member_id: int | None, stream_id: int) -> bool:
    seen = Hall.objects.visible_to(viewer(member_id)).filter(stream_id=stream_id)
    return member_id is not None and seen.exists()


def _hold_shows(pairs: Collection[Pair]) -> set[Pair]:
    return holding(pairs, may_read=_sees_show, everyone=open_streams(Show.objects, pairs))


def _hold_halls(pairs: Collection[Pair]) -> set[Pair]:
    return holding(pairs, may_read=_sees_hall, members=open_streams(Hall.objects, pairs))


def open_streams(those: Any, pairs: Collection[Pair]) -> set[int]:
    """Of what is asked for, the streams of what visitors see: every member sees it too."""
    seen = those.visible_to(AnonymousUser()).filter(stream__in={stream for _member, stream in pairs})
    return set(seen.values_list("stream_id", flat=True))


register(StreamKind("show", may_read=_sees_show, hold=_hold_shows, who=everyone()))
register(StreamKind("hall", may_read=_sees_hall, hold=_hold_halls, who=members()))


@pieces.shows(facts.Registered, facts.Unregistered, in_="show")
def counted(event: Event) -> list[pieces.Piece]:
    show = Show.objects.get(pk=event.told.show_id)
    count = render_to_string("events/shows/_count.html", {"show": show, "registered": show.registrations.count()})
    return [pieces.replace(f"show-count-{show.pk}", count), pieces.refresh(f"show-desk-{show.pk}")]


@pieces.shows(facts.ShowAnnounced, facts.ShowOpened, facts.ShowClosed, facts.ShowChanged, facts.HoursSet, in_="show")
def turned(event: Event) -> list[pieces.Piece]:
    """The status for everyone; the door as each stands before it."""
    show = Show.objects.prefetch_related("days").get(pk=event.told.show_id)
    words = {"show": show, "open_day": show.day_at(event.at), "next_day": show.next_day(event.at)}
    status = render_to_string("events/shows/_status.html", words)
    return [pieces.replace(f"show-status-{show.pk}", status), pieces.refresh(f"show-door-{show.pk}")]
