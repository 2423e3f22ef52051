from network.signing.models import SealedText, SealedTextQuerySet


def sealed(seal: str, kind: str = "") -> SealedText | None:
    """The version with this seal, of any kind or of one, for the public page that verifies it."""
    found = SealedText.objects.filter(seal=seal).prefetch_related("signatures")
    return (found.filter(kind=kind) if kind else found).first()


def versions_of(kind: str, subject: int) -> SealedTextQuerySet:
    """Every version of one thing with its signatures, the newest first."""
    return SealedText.objects.of(kind, subject).prefetch_related("signatures").order_by("-number")
