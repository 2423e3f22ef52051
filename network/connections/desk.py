"""What waits: a request to connect, for who was asked, until it is answered, withdrawn or lapses."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from network.connections.facts import (
    ConnectionDeclined,
    ConnectionEnded,
    ConnectionMade,
    ConnectionRequested,
    RequestLapsed,
    RequestWithdrawn,
)
from network.connections.models import MemberConnection, MemberConnectionQuerySet
from network.desk.kinds import MEMBER, Work, WorkKind, WorkSource, by, one

ASKED = WorkKind(
    name="connection.asked",
    icon="user-round-plus",
    words=_("%(who)s asks to connect with you"),
    route="network:member",
)
FACTS = (ConnectionRequested, ConnectionMade, ConnectionDeclined, RequestWithdrawn, RequestLapsed, ConnectionEnded)


def _waiting() -> MemberConnectionQuerySet:
    """Those that wait for an answer: a few, where millions have had theirs."""
    return MemberConnection.objects.unanswered().filter(declined_at=None)


def _truth(keys: Collection[int]) -> Iterator[Work]:
    for found in _waiting().filter(pk__in=keys):
        yield Work(
            kind=ASKED,
            subject=found.pk,
            target=found.asked_by_id,
            group=one(found.asked_id),
            since=found.asked_at,
            until_at=found.lapses_at,
            says={"who": (MEMBER, found.asked_by_id)},
        )


SOURCE = WorkSource(
    name="connections",
    kinds=(ASKED,),
    facts=dict.fromkeys(FACTS, by("connection_id")),
    truth=_truth,
    subjects=_waiting,
)
