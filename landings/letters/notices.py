from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from landings.letters.facts import LetterDeclined, LetterMailed, LetterSigned
from landings.letters.models import SIGNED_AS, Letter, PersonalLink
from landings.letters.queries.service import LETTERS
from landings.letters.tellings import DUE, SIGNED, SILENT
from network.followups import notices as followups
from network.signing import queries as signing
from network.signing.actions.pdfs import sealed_pdf
from realtime.jobs import outside
from realtime.jobs.handlers import on
from realtime.jobs.outside import Work
from realtime.notices import NoticeKind, declare, declare_question
from realtime.streams import Event

_ANSWERED = {LetterSigned: "", LetterDeclined: ""}

declare_question(
    NoticeKind(
        DUE,
        label=_("A letter of my firm is due"),
        mail=False,
        own_mail=True,
    ),
    until=_ANSWERED,
)
declare(
    NoticeKind(
        SIGNED,
        label=_("A firm signs its letter"),
        mail=False,
    )
)
declare_question(
    NoticeKind(
        SILENT,
        label=_("A letter stays unanswered after three mails"),
        mail=False,
    ),
    until=_ANSWERED,
)


@on(LetterMailed)
def mail_the_link(event: Event) -> None:
    letter = _letter(event)
    if event.stream_id == letter.stream_id:
        followups.mail_link(LETTERS, letter, PersonalLink.objects.get(pk=event.told.link_id), event)


@on(LetterMailed)
def change_the_channel(event: Event) -> None:
    """After the third silence the host and the commissioner are asked to call."""
    letter = _letter(event)
    if event.stream_id == letter.stream_id:
        followups.change_channel(LETTERS, letter, event, number=event.told.number, asked=event.told.asked)


@on(LetterSigned)
def tell_the_officers(event: Event) -> None:
    letter = _letter(event)
    if event.stream_id == letter.stream_id:
        followups.tell_answered(LETTERS, letter, event)


@outside.on(LetterSigned, limit=timedelta(seconds=60), tries=5)
def make_the_pdf(work: Work) -> None:
    """Ahead of whoever asks for it. It may be made twice: the file that was made later is kept."""
    event = work.event
    assert event is not None  # it follows from a fact
    version = signing.sealed(event.told.seal, SIGNED_AS)
    if version and event.stream.kind == "letter":
        sealed_pdf(version, now=work.now())


def _letter(event: Event) -> Letter:
    return Letter.objects.select_related("stream", *LETTERS.loads).get(pk=event.told.letter_id)
