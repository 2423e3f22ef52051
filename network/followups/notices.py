"""Who is told of a follow-up: parts of the reactions by which each area answers its own facts."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation

from network.followups.kinds import Service
from network.followups.models import FollowUp, Link
from network.followups.rules import changes_channel
from realtime.jobs import mail
from realtime.notices import notify
from realtime.streams import Event


def mail_link(service: Service, held: FollowUp, link: Link, event: Event) -> None:
    """Mail the link to who answers, and tell their colleagues that it is due. Told once, though it run twice."""
    reader = service.answers(held, event.actor)
    with translation.override(reader.language or settings.LANGUAGE_CODE):
        worded = service.mail(held, link, reader)
        mail.send_once(
            key=f"{service.name}-{held.pk}-{link.number}",
            to=reader.email,
            member=reader.pk,
            subject=worded.subject,
            text=worded.text,
            html=worded.html,
            now=event.at,
        )
    _tell(service, "due", held, [reader.pk, *service.staff(held)], event, path=service.written_at(held))


def change_channel(service: Service, held: FollowUp, event: Event, *, number: int, asked: bool) -> None:
    """After the third silence the mail changes for a call: whoever can make it is asked to."""
    if changes_channel(number, asked=asked):
        _tell(service, "silent", held, service.called(held), event)


def tell_answered(service: Service, held: FollowUp, event: Event) -> None:
    """It was answered: whoever waits for that is told."""
    _tell(service, service.answered, held, service.told(held), event)


def _tell(service: Service, what: str, held: FollowUp, people: Sequence[int], event: Event, *, path: str = "") -> None:
    notify(
        people,
        kind=f"{service.name}.{what}",
        event=event,
        params=service.words(held),
        path=path or service.path(held),
    )
