"""A sealed text as its PDF words it, in the language in which it was signed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC
from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _

from ground.places.zone_names import city_of
from ground.places.zones import zone_named
from ground.ui.moments import spoken
from network.signing.kinds import Printed, kind_named
from network.signing.models import SealedText, Signature, canonical


@dataclass(frozen=True, slots=True)
class Words:
    """`data` is put into words and set as our fonts can; `exact` is letter for letter what it is."""

    data: dict[str, Any]
    exact: dict[str, str]
    unspelt: str


def words_of(text: SealedText, signatures: Sequence[Signature]) -> Words:
    """What the template `network/signing/sealed.typ` is given."""
    with override(text.language):
        printed = kind_named(text.kind).printed(text)
        exact = {"seal": text.seal, "address": address_of(text), "code": _code(address_of(text))}
        unspelt = _(
            "Characters between [ ] are written in Latin letters, or by their numbers, because no font here has them."
            " The attached document has them as they were signed."
        )
        return Words(_data(text, printed, signatures), {**exact, "source": canonical(text.document)}, unspelt)


def file_name(text: SealedText) -> str:
    with override(text.language):
        return f"{kind_named(text.kind).printed(text).name}.pdf"


def address_of(text: SealedText) -> str:
    """Where anybody may verify it."""
    return f"{settings.SITE_URL}{reverse('network:sealed', args=[text.seal])}"


def _data(text: SealedText, printed: Printed, signatures: Sequence[Signature]) -> dict[str, Any]:
    return {
        "title": printed.title,
        "description": "; ".join(f"{what}: {name}" for what, name in printed.parties),
        "house": "Kontor",
        "language": text.language,
        "rtl": get_language_bidi(),
        "version": _("Version %(number)s") % {"number": text.number},
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "parties": printed.parties,
        "passages": [asdict(passage) for passage in printed.passages],
        "signed": _("Signed by"),
        "signatures": [_signature(signature, printed) for signature in signatures],
        "verify": {
            "heading": _("Verify the seal"),
            "here": _("This document is sealed: nobody can change it unnoticed. Whoever holds it may check it here:"),
            "attached": _("The seal is the SHA-256 of the attached document.json, which holds what was signed."),
            "hash": _("Seal (SHA-256)"),
            "code-says": _("QR code of the address at which this document is verified"),
        },
        "attached": _("What was signed, as it was sealed"),
    }


def _signature(signature: Signature, printed: Printed) -> dict[str, Any]:
    """Who signed, in what role, and when: by UTC, and by the clock of the place where that shows another."""
    place = zone_named(printed.zone)
    here = {"place": city_of(printed.zone), "moment": spoken(signature.signed_at, place)}
    other = signature.signed_at.astimezone(place).utcoffset() != signature.signed_at.astimezone(UTC).utcoffset()
    said = [
        signature.title,
        _("for %(party)s") % {"party": printed.signs_for.get(signature.party, signature.party)},
        spoken(signature.signed_at, UTC),
        _("In %(place)s: %(moment)s") % here if other else "",
    ]
    return {"name": signature.name, "words": [words for words in said if words]}


def _code(address: str) -> str:
    """The address as a QR code, in SVG."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, border=0)
    return drawn.getvalue().decode()
