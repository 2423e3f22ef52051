"""Steps of signing, for the actions of the area whose thing it is: inside their transaction, under their lock on it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.signing.kinds import Signer, kind_named
from network.signing.models import SealedText, Signature, seal_of


def seal_step(
    kind: str, subject: int, *, content: dict[str, Any], about: dict[str, Any], now: datetime
) -> tuple[SealedText, bool]:
    """The version with this content, and whether it is new: the same content again is the version that there is.

    `about` is what the seal binds beside the content (whose it is, when). Which version of which thing it is, the seal
    of the one before, and the active language are added: two things never share a seal, though they say the same.
    """
    last = SealedText.objects.of(kind, subject).last()
    if last and {key: last.document.get(key) for key in content} == content:
        return last, False
    number = last.number + 1 if last else 1
    which = {"kind": kind, "subject": subject, "version": number, "after": last.seal if last else None}
    document = {**content, "language": get_language() or settings.LANGUAGE_CODE, **about, **which}
    sealed = SealedText.objects.create(
        kind=kind, subject=subject, number=number, document=document, seal=seal_of(document), sealed_at=now
    )
    return sealed, True


def sign_step(text: SealedText, signer: Signer, *, now: datetime) -> Signature:
    """One party's signature to the newest version; signed twice, it is the first.

    Raises PermissionDenied, ValidationError (`incomplete` without a name, `superseded` by a newer version).
    """
    if not kind_named(text.kind).may_sign(text.subject, signer):
        raise PermissionDenied
    if not signer.name.strip():
        raise ValidationError(_("Sign with your name."), code="incomplete")
    if SealedText.objects.of(text.kind, text.subject).filter(number__gt=text.number).exists():
        raise ValidationError(_("There is a newer version. Read it, then sign that one."), code="superseded")
    found, _new = Signature.objects.get_or_create(
        text=text,
        party=signer.party,
        defaults={
            "member_id": signer.member_id,
            "name": signer.name.strip(),
            "title": signer.title.strip(),
            "signed_at": now,
        },
    )
    return found
