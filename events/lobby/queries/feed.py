"""What the feed tells of shows: to those registered, to the staff of booths, to the organiser's people."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from events.booths.facts import BoothAssigned
from events.booths.models import BoothStaff
from events.sessions.facts import SessionCancelled, SessionMoved, SessionScheduled
from events.shows.facts import ShowAnnounced, ShowClosed, ShowOpened
from events.shows.models import Registration, Show
from network.feed.registry import FeedSource
from network.members.models import Member


def _streams_of(member: Member) -> QuerySet[Any, Any]:
    registered = Registration.objects.filter(member=member).values("show")
    exhibits = BoothStaff.objects.filter(member=member).values("booth__show")
    organises = Show.objects.organised_by(member).values("pk")
    here = Q(pk__in=registered) | Q(pk__in=exhibits) | Q(pk__in=organises)
    return Show.objects.visible_to(member).filter(here).values("stream_id")


source = FeedSource(
    name="shows",
    facts=(ShowAnnounced, ShowOpened, ShowClosed, SessionScheduled, SessionMoved, SessionCancelled, BoothAssigned),
    streams_of=_streams_of,
    why=_("You are at this show"),
)
