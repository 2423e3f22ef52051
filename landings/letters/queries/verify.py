"""Whether letters, and the measures beside their sealed versions, are what was signed, in words (guarantee G11).

The event of a signature holds the seal; the seal binds the document; the rows must say what the document says. What a
row holds beside it (when it was asked, drafts, mailings) is no part of what was signed.
"""

from collections.abc import Iterator
from typing import Any

from landings.letters.models import SIGNED_AS, Letter
from network.signing.kinds import Told
from network.signing.models import SealedText
from realtime.streams import Event
from realtime.streams.vouched import vouched

SAID = ("key", "said", "value", "currency", "in_programme", "anyway", "note")


@vouched
def faults() -> Iterator[str]:
    """A letter is signed when its newest version was, and no other says that it is."""
    newest = {
        text.subject: text for text in SealedText.objects.filter(kind=SIGNED_AS).newest().prefetch_related("signatures")
    }
    for letter in Letter.objects.only("pk", "answered_at", "declined_at").order_by("pk").iterator():
        version = newest.get(letter.pk)
        if [letter.answered_at] != ([one.signed_at for one in version.signatures.all()] if version else [None]):
            yield f"letter {letter.pk} does not say when it was signed"
        elif version and letter.declined_at:
            yield f"letter {letter.pk} is signed, and says that it was declined"


def told() -> Told:
    """(letter, version) → seal, as the letters' own streams tell it."""
    events = Event.objects.filter(fact="letter.signed", stream__kind="letter").order_by("pk")
    payloads = events.values_list("payload", flat=True).iterator()
    return {(told["letter_id"], told["version"]): told["seal"] for told in payloads}


def unlike(version: SealedText) -> Iterator[str]:
    """What stands beside a sealed letter and does not say what its document says."""
    if _row_of(version) != _row_in(version.document):
        yield f"{version} was changed since it was signed"
    if _measures_of(version) != _measures_in(version.document):
        yield f"the measures of {version} are not those that were signed"


def _row_of(version: SealedText) -> tuple[Any, ...]:
    letter = Letter.objects.only("landing_id", "wave").get(pk=version.subject)
    signers = [part for one in version.signatures.all() for part in (one.name, one.title, one.signed_at.isoformat())]
    return (letter.pk, letter.landing_id, letter.wave, version.number, version.sealed_at.isoformat(), *signers)


def _row_in(document: dict[str, Any]) -> tuple[Any, ...]:
    names = ("letter", "landing", "wave", "version", "signed_at")
    return (*map(document.get, names), *document.get("signer", ()), document.get("signed_at"))


def _measures_of(version: SealedText) -> list[dict[str, Any]]:
    return _by_key([{name: getattr(measure, name) for name in SAID} for measure in version.measures.all()])


def _measures_in(document: dict[str, Any]) -> list[dict[str, Any]]:
    return _by_key([{name: answer.get(name) for name in SAID} for answer in document.get("answers", [])])


def _by_key(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(answers, key=lambda answer: str(answer["key"]))
