"""Whether letters, their sealed versions and their measures are what was signed, in words (guarantee G11).

The event of a signature holds the seal; the seal binds the document; the rows must say what the document says. What a
row holds beside it (when it was asked, drafts, mailings) is no part of what was signed.
"""

from collections.abc import Iterator
from typing import Any

from landings.letters.models import Letter, SignedLetter
from realtime.streams import Event
from realtime.vouched import vouched

SAID = ("key", "said", "value", "currency", "in_programme", "anyway", "note")
_Told = dict[tuple[int, int], str]


@vouched
def faults() -> Iterator[str]:
    """Every letter, version and measure that is not as it was signed, in a line that names it."""
    told = _told()
    rows = SignedLetter.objects.select_related("letter").prefetch_related("measures").order_by("letter", "number")
    newest: dict[int, SignedLetter] = {}
    for version in rows.iterator(chunk_size=500):
        newest[version.letter_id] = version
        yield from _faults_of(version, told.pop((version.letter_id, version.number), None))
    yield from (f"version {number} of letter {letter} was signed and is gone" for letter, number in sorted(told))
    yield from _letters(newest)


def _told() -> _Told:
    """(letter, version) → seal, as the letters' own streams tell it."""
    events = Event.objects.filter(fact="letter.signed", stream__kind="letter").order_by("pk")
    payloads = events.values_list("payload", flat=True).iterator()
    return {(told["letter_id"], told["version"]): told["seal"] for told in payloads}


def _faults_of(version: SignedLetter, seal: str | None) -> Iterator[str]:
    name = f"version {version.number} of letter {version.letter_id}"
    if seal is None:
        yield f"{name} was never told"
        return
    if version.seal != seal or not version.is_whole:
        yield f"{name} is not the document that was sealed"
        return
    if _row_of(version) != _row_in(version.document):
        yield f"{name} was changed since it was signed"
    if _measures_of(version) != _measures_in(version.document):
        yield f"the measures of {name} are not those that were signed"


def _row_of(version: SignedLetter) -> tuple[Any, ...]:
    who = (version.signer_name, version.signer_title)
    return (
        version.letter_id,
        version.letter.landing_id,
        version.letter.wave,
        version.number,
        *who,
        version.signed_at.isoformat(),
    )


def _row_in(document: dict[str, Any]) -> tuple[Any, ...]:
    names = ("letter", "landing", "wave", "version")
    return (*map(document.get, names), *document.get("signer", ()), document.get("signed_at"))


def _measures_of(version: SignedLetter) -> list[dict[str, Any]]:
    return _by_key([{name: getattr(measure, name) for name in SAID} for measure in version.measures.all()])


def _measures_in(document: dict[str, Any]) -> list[dict[str, Any]]:
    return _by_key([{name: answer.get(name) for name in SAID} for answer in document.get("answers", [])])


def _by_key(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(answers, key=lambda answer: str(answer["key"]))


def _letters(newest: dict[int, SignedLetter]) -> Iterator[str]:
    """A letter is signed when its newest version was, and no other says that it is."""
    for letter in Letter.objects.only("pk", "signed_at", "declined_at").order_by("pk").iterator():
        version = newest.get(letter.pk)
        if letter.signed_at != (version.signed_at if version else None):
            yield f"letter {letter.pk} does not say when it was signed"
        elif version and letter.declined_at:
            yield f"letter {letter.pk} is signed, and says that it was declined"
