"""Whether a file that somebody sends in is the sealed PDF of a text, told by its SHA-256."""

from dataclasses import dataclass
from datetime import datetime

from network.signing.models import SealedPdf, SealedText


@dataclass(frozen=True, slots=True)
class Found:
    """A PDF that we made: of which version, signed by then when, and whether another has signed that version since."""

    number: int
    is_this: bool
    signed_at: datetime
    signed_since: bool


def found_in(text: SealedText, digest: str) -> Found | None:
    """The PDF with this digest, of this version or of another of the same thing; None for any other file."""
    pdfs = SealedPdf.objects.filter(digest=digest, text__kind=text.kind, text__subject=text.subject)
    pdf = pdfs.select_related("text").prefetch_related("text__signatures").order_by("pk").first()
    if pdf is None:
        return None
    signatures = list(pdf.text.signatures.all())
    shown = signatures[: pdf.signatures]
    return Found(
        number=pdf.text.number,
        is_this=pdf.text_id == text.pk,
        signed_at=max((signature.signed_at for signature in shown), default=pdf.text.sealed_at),
        signed_since=len(signatures) > pdf.signatures,
    )
