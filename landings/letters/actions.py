from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from landings.letters import rules
from landings.letters.facts import LetterSigned
from landings.letters.models import SIGNED_AS, Letter, Measure, PersonalLink
from landings.letters.queries import printing
from landings.letters.queries.service import LETTERS
from network.followups import actions as followups
from network.followups.actions import steps
from network.members.models import Member
from network.signing.actions.steps import seal_step, sign_step
from network.signing.kinds import Signer
from network.signing.models import SealedText
from realtime.streams import publish


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a firm says to one question. Money in minor units of `currency`; `in_programme` in the programme's."""

    key: str
    said: str
    value: int = 0
    currency: str = ""
    in_programme: int = 0
    anyway: str = ""
    note: str = ""


def raise_due(*, now: datetime, limit: int = 200) -> int:
    """Make the letters whose day has come, once for each landing and wave. Returns how many."""
    return followups.raise_due(LETTERS, now=now, limit=limit)


def send_due(*, now: datetime, limit: int = 100) -> int:
    """Mail a new personal link to each letter whose time has come. Returns how many."""
    return followups.send_due(LETTERS, now=now, limit=limit)


@transaction.atomic
def send_again(letter_id: int, *, by: Member, now: datetime) -> Letter:
    """An officer, or the firm, asks for a new link now, however late.

    It goes to whoever of the firm asks, else to its founder. Raises PermissionDenied, ValidationError (`just`).
    """
    return cast(Letter, steps.send_again_step(LETTERS, letter_id, by=by, now=now))


@transaction.atomic
def renew_link(link_id: int, *, now: datetime) -> Letter:
    """Whoever holds an expired link asks for a fresh one, which goes to the firm's address only.

    Raises ValidationError (`just`).
    """
    letter_id = PersonalLink.objects.get(pk=link_id).letter_id
    return cast(Letter, steps.send_again_step(LETTERS, letter_id, by=None, now=now))


@transaction.atomic
def keep_draft(letter_id: int, *, draft: dict[str, Any], by: Member | None = None, now: datetime) -> Letter:
    """Save a letter part-way. A signed letter is left as it is. No fact: a draft is the firm's own.

    `by` is whoever is logged in, or None for whoever holds a personal link, here and below.
    """
    _check_writer(letter_id, by)
    return cast(Letter, steps.keep_step(LETTERS, letter_id, draft=draft, now=now))


@transaction.atomic
def sign(
    letter_id: int, *, answers: Sequence[Answer], name: str, title: str, by: Member | None = None, now: datetime
) -> SealedText:
    """Sign and seal. The same content twice is one signature; other content is a new version.

    Raises PermissionDenied, ValidationError (`incomplete`).
    """
    _check_writer(letter_id, by)
    letter = _locked_letter(letter_id)
    if not name.strip() or not title.strip() or not answers:
        raise ValidationError(_("Answer each question, then sign with your name and title."), code="incomplete")
    content = {"answers": [asdict(a) for a in answers], "signer": [name.strip(), title.strip()]}
    signed, is_new = seal_step(SIGNED_AS, letter.pk, content=content, about=_about(letter, now), now=now)
    if not is_new:
        return signed
    sign_step(signed, Signer(party=rules.FIRM, name=name, title=title), now=now)
    Measure.objects.bulk_create([Measure(signed=signed, **asdict(answer)) for answer in answers])
    steps.answer_step(letter, now=now)
    happened = LetterSigned(letter_id=letter.pk, version=signed.number, seal=signed.seal)
    publish(happened, to=[letter.landing.stream, letter.stream], by=by.pk if by else None, at=now)
    return signed


def _check_writer(letter_id: int, by: Member | None) -> None:
    if by is not None and not rules.may_write(by, Letter.objects.select_related("landing").get(pk=letter_id)):
        raise PermissionDenied


def _about(letter: Letter, now: datetime) -> dict[str, Any]:
    """What the seal binds beside the answers and the version: whose letter, when, and how it was asked."""
    return {
        **printing.about(letter),
        "letter": letter.pk,
        "landing": letter.landing_id,
        "firm": letter.landing.firm.name,
        "programme": letter.landing.programme.slug,
        "wave": letter.wave,
        "signed_at": now.isoformat(),
    }


@transaction.atomic
def decline(letter_id: int, *, now: datetime) -> Letter:
    """The firm will not answer: the reminders end. Raises ValidationError (`signed`)."""
    letter = _locked_letter(letter_id)
    if letter.state == "signed":
        raise ValidationError(_("This letter is signed. Send a corrected one instead."), code="signed")
    steps.decline_step(LETTERS, letter, now=now)
    return letter


def _locked_letter(letter_id: int) -> Letter:
    return cast(Letter, steps.hold_step(LETTERS, letter_id))
