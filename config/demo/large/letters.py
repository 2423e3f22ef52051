"""The letters of landings: raised in each wave that has come, nearly half of them signed, the rest reminded."""

from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from django.conf import settings

from config.demo.large.applications import Asked
from config.demo.large.chains import Chain
from config.demo.large.houses import Desks
from config.demo.large.tale import Tale
from landings.letters import rules
from landings.letters.actions import Answer
from landings.letters.facts import LetterDue, LetterSigned
from landings.letters.models import SIGNED_AS, Letter, Measure
from network.followups.models import BETWEEN_SENDS, SENDS
from network.followups.rules import due_on
from network.signing.models import SealedText, Signature, seal_of

SIGNED: Final = 0.45


def tell(tale: Tale, landing: int, of_landing: Chain, asked: Asked, offer: Desks, home_on: date) -> None:
    for wave in asked.programme.follow_up_waves:
        due = due_on(home_on, wave)
        if due > tale.now.date():
            continue
        raised_at = min(datetime.combine(due, time(12), tzinfo=UTC), tale.now)
        signed_at = raised_at + timedelta(days=tale.rng.uniform(0.5, 26))
        is_signed = tale.rng.random() < SIGNED and signed_at <= tale.now
        sends = 1 if is_signed else min(SENDS, 1 + (tale.now - raised_at) // BETWEEN_SENDS)
        chain = tale.chains.begin("letter")
        letter = tale.writer.put(
            Letter,
            stream_id=chain.key,
            landing_id=landing,
            wave=wave,
            due_on=due,
            raised_at=raised_at,
            sends=sends,
            next_send_at=None if is_signed or sends == SENDS else raised_at + sends * BETWEEN_SENDS,
            answered_at=signed_at if is_signed else None,
        )
        tale.chains.tell(LetterDue(letter_id=letter), of_landing, chain, by=None, at=raised_at)
        if is_signed:
            seal = _sign(tale, letter, landing, wave, asked, offer, signed_at)
            told = LetterSigned(letter_id=letter, version=1, seal=seal)
            tale.chains.tell(told, of_landing, chain, by=None, at=signed_at)


def _sign(tale: Tale, letter: int, landing: int, wave: int, asked: Asked, offer: Desks, at: datetime) -> str:
    """The sealed text with its signature and measures, as the letters' action writes them; its seal."""
    answers = [_answer(tale, question.key) for question in rules.QUESTIONS]
    name = asked.firm.owner_name
    document: dict[str, Any] = {
        "answers": [asdict(answer) for answer in answers],
        "signer": [name, "Founder"],
        "language": settings.LANGUAGE_CODE,
        "asked": _questions(tale, asked),
        "programme_name": asked.programme.name,
        "zone": offer.house.place.time_zone or "UTC",
        "letter": letter,
        "landing": landing,
        "firm": asked.firm.name,
        "programme": asked.programme.slug,
        "wave": wave,
        "signed_at": at.isoformat(),
        "kind": SIGNED_AS,
        "subject": letter,
        "version": 1,
        "after": None,
    }
    seal = seal_of(document)
    text = tale.writer.put(
        SealedText, kind=SIGNED_AS, subject=letter, number=1, document=document, seal=seal, sealed_at=at
    )
    tale.writer.put(Signature, text_id=text, party=rules.FIRM, name=name, title="Founder", signed_at=at)
    for answer in answers:
        tale.writer.put(Measure, signed_id=text, **asdict(answer))
    return seal


def _answer(tale: Tale, key: str) -> Answer:
    money = key in ("revenue", "investment", "support")
    value = tale.rng.choice((0, 0, tale.rng.randint(1, 900))) * (100_000 if money else 1) // (1 if money else 200)
    return Answer(
        key=key,
        said="value" if value else "nothing",
        value=value,
        in_programme=value,
        currency="CAD" if money else "",
        anyway="partly" if value and money else "",
    )


def _questions(tale: Tale, asked: Asked) -> list[list[str]]:
    """How they were put; the same for every letter of a programme."""
    key = asked.programme.pk
    if key not in tale.questions:
        said = rules.questions_of(asked.programme.said_questions)
        tale.questions[key] = [[question.key, question.kind, str(question.label)] for question in said]
    return tale.questions[key]
