"""Whether sealed texts, and the rows beside them, are what was signed, in words (guarantee G11).

The event of a signature holds the seal; the seal binds the document; the rows must say what the document says.
"""

from collections.abc import Iterator

from network.signing.kinds import SignedKind, all_kinds
from network.signing.models import SealedText
from realtime.streams.vouched import vouched


@vouched
def faults() -> Iterator[str]:
    """Every version that is not as it was signed, in a line that names it."""
    for kind in all_kinds():
        yield from _faults_of_kind(kind)


def _faults_of_kind(kind: SignedKind) -> Iterator[str]:
    told = dict(kind.told())
    texts = SealedText.objects.filter(kind=kind.name).prefetch_related("signatures").order_by("subject", "number")
    for text in texts.iterator(chunk_size=500):
        yield from _faults_of(kind, text, told.pop((text.subject, text.number), None))
    for subject, number in sorted(told):
        yield f"version {number} of {kind.name} {subject} was signed and is gone"


def _faults_of(kind: SignedKind, text: SealedText, seal: str | None) -> Iterator[str]:
    if seal is None:
        yield f"{text} was never told"
    elif text.seal != seal or not text.is_whole:
        yield f"{text} is not the document that was sealed"
    else:
        yield from kind.unlike(text)
