"""What waits: a first message, for whom it was written to, until it is answered or taken back."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from network.conversations.facts import TakenBack
from network.desk.kinds import MEMBER, Work, WorkKind, WorkSource, by, one
from network.messages.facts import FirstMessageAccepted, FirstMessageDeclined, FirstMessageSent
from network.messages.models import Exchange

FIRST = WorkKind(
    name="message.first",
    icon="mail-question-mark",
    words=_("%(who)s writes to you for the first time"),
    route="network:message-requests",
    has_key=False,
)
FACTS = (FirstMessageSent, FirstMessageAccepted, FirstMessageDeclined)


def _of_message(told: TakenBack) -> list[int]:
    return list(Exchange.objects.filter(first=told.message_id).values_list("pk", flat=True))


def _truth(keys: Collection[int]) -> Iterator[Work]:
    for found in Exchange.objects.waiting().filter(pk__in=keys):
        yield Work(
            kind=FIRST,
            subject=found.pk,
            group=one(found.reader_id),
            since=found.begun_at,
            says={"who": (MEMBER, found.begun_by_id)},
        )


SOURCE = WorkSource(
    name="first_messages",
    kinds=(FIRST,),
    facts={**dict.fromkeys(FACTS, by("exchange_id")), TakenBack: _of_message},
    truth=_truth,
    subjects=Exchange.objects.waiting,
)
