from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from landings.letters import rules
from landings.letters.facts import LetterDeclined, LetterDue, LetterMailed, LetterSigned
from landings.letters.models import BETWEEN_ASKS, LINK_LASTS, Letter, Measure, PersonalLink, SignedLetter, seal_of
from landings.placements.models import Landing
from network.members.models import Member
from realtime import bearer
from realtime.streams import open_stream, publish


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


@transaction.atomic
def raise_due(*, now: datetime, limit: int = 200) -> int:
    """Make the letters whose day has come, once for each landing and wave. Returns how many."""
    made = 0
    for landing, wave in _owed(now)[:limit]:
        locked = (
            Landing.objects.select_for_update(no_key=True, of=("self",)).select_related("stream").get(pk=landing.pk)
        )
        if Letter.objects.filter(landing=locked, wave=wave).exists():
            continue
        letter = Letter.objects.create(
            stream=open_stream("letter"),
            landing=locked,
            wave=wave,
            due_on=rules.due_on(locked, wave),
            raised_at=now,
            next_send_at=now,
        )
        publish(LetterDue(letter_id=letter.pk), to=[locked.stream, letter.stream], by=None, at=now)
        made += 1
    return made


def _owed(now: datetime) -> list[tuple[Landing, int]]:
    home = Landing.objects.standing().filter(ends_on__lte=now.date()).select_related("programme", "grant")
    home = home.prefetch_related("letters").order_by("ends_on", "pk")
    owed = []
    for landing in home:
        made = {letter.wave for letter in landing.letters.all()}
        waves = [wave for wave in rules.waves_of(landing) if wave not in made]
        owed += [(landing, wave) for wave in waves if rules.due_on(landing, wave) <= now.date()]
    return owed


@transaction.atomic
def send_due(*, now: datetime, limit: int = 100) -> int:
    """Mail a new personal link to each letter whose time has come. Returns how many."""
    due = Letter.objects.waiting().filter(next_send_at__lte=now).select_related("stream", "landing__stream")
    letters = list(
        due.order_by("next_send_at", "pk").select_for_update(no_key=True, skip_locked=True, of=("self",))[:limit]
    )
    for letter in letters:
        _mail_step(letter, None, now, asked=False)
    return len(letters)


@transaction.atomic
def send_again(letter_id: int, *, by: Member, now: datetime) -> Letter:
    """An officer, or the firm, asks for a new link now, however late.

    It goes to whoever of the firm asks, else to its founder. Raises PermissionDenied, ValidationError (`just`).
    """
    letter = _lock(letter_id)
    if not rules.may_ask_for_link(by, letter):
        raise PermissionDenied
    _check_not_just_sent(letter, now)
    _mail_step(letter, by.pk, now, asked=True)
    return letter


@transaction.atomic
def renew_link(link_id: int, *, now: datetime) -> Letter:
    """Whoever holds an expired link asks for a fresh one, which goes to the firm's address only.

    Raises ValidationError (`just`).
    """
    letter = _lock(PersonalLink.objects.get(pk=link_id).letter_id)
    _check_not_just_sent(letter, now)
    _mail_step(letter, None, now, asked=True)
    return letter


def _check_not_just_sent(letter: Letter, now: datetime) -> None:
    if letter.links.filter(made_at__gt=now - BETWEEN_ASKS).exists():
        raise ValidationError(
            _("A link was mailed within the last hour. Look for it, or ask again in an hour."), code="just"
        )


def _mail_step(letter: Letter, by: int | None, now: datetime, *, asked: bool) -> None:
    """A new link by mail. What was asked for does not count as a reminder."""
    if asked:
        letter.put_off_reminder(now)
    else:
        letter.count_send(now)
    letter.save()
    number = (letter.links.aggregate(last=Max("number"))["last"] or 0) + 1
    link = PersonalLink.objects.create(letter=letter, number=number, made_at=now, expires_at=now + LINK_LASTS)
    link.digest = bearer.digest_of(link.token)
    link.save(update_fields=["digest"])
    happened = LetterMailed(letter_id=letter.pk, link_id=link.pk, number=letter.sends, asked=asked)
    publish(happened, to=[letter.landing.stream, letter.stream], by=by, at=now)


@transaction.atomic
def keep_draft(letter_id: int, *, draft: dict[str, Any], now: datetime) -> Letter:
    """Save a letter part-way. A signed letter is left as it is. No fact: a draft is the firm's own."""
    letter = _lock(letter_id)
    if letter.state != "signed":
        letter.save_draft(draft, now)
        letter.save(update_fields=["draft", "saved_at"])
    return letter


@transaction.atomic
def sign(letter_id: int, *, answers: Sequence[Answer], name: str, title: str, now: datetime) -> SignedLetter:
    """Sign and seal. The same content twice is one signature; other content is a new version.

    Raises ValidationError (`incomplete`).
    """
    letter = _lock(letter_id)
    if not name.strip() or not title.strip() or not answers:
        raise ValidationError(_("Answer each question, then sign with your name and title."), code="incomplete")
    number = (letter.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    last = letter.versions.order_by("-number").first()
    content = {"answers": [asdict(a) for a in answers], "signer": [name.strip(), title.strip()]}
    if last and {key: last.document.get(key) for key in content} == content:
        return last
    document = {**content, **_frame(letter, number, last, now)}
    signed = SignedLetter.objects.create(
        letter=letter,
        number=number,
        document=document,
        seal=seal_of(document),
        signer_name=name.strip(),
        signer_title=title.strip(),
        signed_at=now,
    )
    Measure.objects.bulk_create([Measure(signed=signed, **asdict(answer)) for answer in answers])
    letter.sign(now)
    letter.save()
    happened = LetterSigned(letter_id=letter.pk, version=number, seal=signed.seal)
    publish(happened, to=[letter.landing.stream, letter.stream], by=None, at=now)
    return signed


def _frame(letter: Letter, number: int, last: SignedLetter | None, now: datetime) -> dict[str, Any]:
    """What the seal binds beside the answers: whose letter, which version, after which, and when."""
    return {
        "letter": letter.pk,
        "landing": letter.landing_id,
        "firm": letter.landing.firm.name,
        "programme": letter.landing.programme.slug,
        "wave": letter.wave,
        "version": number,
        "after": last.seal if last else None,
        "signed_at": now.isoformat(),
    }


@transaction.atomic
def decline(letter_id: int, *, now: datetime) -> Letter:
    """The firm will not answer: the reminders end. Raises ValidationError (`signed`)."""
    letter = _lock(letter_id)
    if letter.state == "signed":
        raise ValidationError(_("This letter is signed. Send a corrected one instead."), code="signed")
    if letter.state == "due":
        letter.decline(now)
        letter.save()
        happened = LetterDeclined(letter_id=letter.pk)
        publish(happened, to=[letter.landing.stream, letter.stream], by=None, at=now)
    return letter


def _lock(letter_id: int) -> Letter:
    locked = Letter.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("stream", "landing__stream", "landing__firm", "landing__programme").get(pk=letter_id)
