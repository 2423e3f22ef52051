import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from ground.words.oneline import LineField, NameField
from network.members.models import Member


class SealedTextQuerySet(models.QuerySet["SealedText"]):
    def of(self, kind: str, subject: int) -> "SealedTextQuerySet":
        """Every version of one thing, the oldest first."""
        return self.filter(kind=kind, subject=subject).order_by("number")

    def newest(self) -> "SealedTextQuerySet":
        """Of each thing the version that counts."""
        later = SealedText.objects.filter(
            kind=OuterRef("kind"), subject=OuterRef("subject"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later))


class SealedText(models.Model):
    """One version of a thing that is signed. `seal` is SHA-256 of its canonical document; a row is never changed.

    `subject` is the key of the thing in its area's own table.
    """

    kind = models.CharField(max_length=40)
    subject = models.PositiveBigIntegerField()
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    seal = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    objects = SealedTextQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject", "number"], name="network_sealed_text_once")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.kind} {self.subject}"

    @property
    def language(self) -> str:
        """That in which it was put before who signed; the site's, of what was sealed before this was noted."""
        return str(self.document.get("language", settings.LANGUAGE_CODE))

    @property
    def is_whole(self) -> bool:
        """The document is, bit for bit, the one that was sealed."""
        return seal_of(self.document) == self.seal


class Signature(models.Model):
    """Who signed a version, for which party to it, and when. `member` is None for who signed by a personal link."""

    text = models.ForeignKey(SealedText, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=40)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    name = NameField(max_length=120)
    title = LineField(max_length=120, blank=True)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "party"], name="network_signature_once")]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name} for {self.party}"


class SealedPdf(models.Model):
    """One PDF that was made of a version: `digest` is SHA-256 of its bytes, `signatures` how many it shows.

    A version signed by one party more has another. So may one whose file was lost and is made anew by newer fonts: what
    was handed out before is known by its digest for ever. `file` is empty where it could not be kept.
    """

    text = models.ForeignKey(SealedText, on_delete=models.PROTECT, related_name="pdfs")
    signatures = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to="sealed", blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "digest"], name="network_sealed_pdf_once")]
        indexes = [models.Index(fields=["digest"], name="network_sealed_pdf_digest")]

    def __str__(self) -> str:
        return f"PDF {self.digest[:12]} of {self.text_id}"


def seal_of(document: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def canonical(document: dict[str, Any]) -> str:
    """What is hashed, in UTF-8: JSON with sorted keys and no spaces."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
