import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.words.oneline import LineField, NameField
from landings.placements.models import Landing
from network.members.models import Viewer
from realtime import bearer
from realtime.streams import Living

LINK_LASTS = timedelta(days=7)
# Whoever asks for a fresh link gets one; asked again within the hour, it is the one that is on its way.
BETWEEN_ASKS = timedelta(hours=1)
BETWEEN_SENDS = timedelta(days=7)
SENDS = 4


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, member: Viewer) -> "LetterQuerySet":
        """Those of the landing, but not who only pays for it."""
        return self.filter(landing__in=Landing.objects.told_to(member).values("pk"))

    def waiting(self) -> "LetterQuerySet":
        return self.filter(signed_at=None, declined_at=None)

    def for_list(self) -> "LetterQuerySet":
        return self.select_related("stream", "landing__firm", "landing__site", "landing__programme").order_by(
            "due_on", "pk"
        )


class Letter(Living):
    """The account that a landing owes, `wave` months after the firm came home. One for each landing and wave.

    We remind of it four times (`sends`); however late it is, whoever asks gets a fresh link, and may sign.
    """

    landing = models.ForeignKey(Landing, on_delete=models.PROTECT, related_name="letters")
    wave = models.PositiveSmallIntegerField(_("months after the return"))
    due_on = models.DateField()
    raised_at = models.DateTimeField()
    sends = models.PositiveSmallIntegerField(default=0)
    next_send_at = models.DateTimeField(null=True)
    draft = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["landing", "wave"], name="landings_letter_once"),
            models.CheckConstraint(condition=Q(sends__lte=SENDS), name="landings_letter_sends"),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="landings_letter_due"),
            models.Index(
                fields=["next_send_at", "id"],
                name="landings_letter_send",
                condition=Q(signed_at=None, declined_at=None, next_send_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"letter of landing {self.landing_id} after {self.wave} months"

    @property
    def state(self) -> str:
        """signed, declined or due."""
        return "signed" if self.signed_at else "declined" if self.declined_at else "due"

    def count_send(self, now: datetime) -> None:
        self.sends += 1
        self.next_send_at = now + BETWEEN_SENDS if self.sends < SENDS else None

    def put_off_reminder(self, now: datetime) -> None:
        """A link was asked for: the next that nobody asks for comes a week after it."""
        if self.next_send_at is not None:
            self.next_send_at = max(self.next_send_at, now + BETWEEN_SENDS)

    def save_draft(self, draft: dict[str, Any], now: datetime) -> None:
        self.draft, self.saved_at = draft, now

    def sign(self, now: datetime) -> None:
        self.signed_at, self.declined_at, self.next_send_at = now, None, None

    def decline(self, now: datetime) -> None:
        self.declined_at, self.next_send_at = now, None


class PersonalLink(models.Model):
    """One mailing of a letter: the secret's digest, and until when it opens the letter."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="links")
    number = models.PositiveSmallIntegerField()
    nonce = models.CharField(max_length=16, default=bearer.new_nonce)
    digest = models.CharField(max_length=64, unique=True, null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "number"], name="landings_link_once")]

    def __str__(self) -> str:
        return f"link {self.number} to {self.letter_id}"

    @property
    def token(self) -> str:
        """The secret of the address; the database holds its digest only."""
        return bearer.token_for("letter", self.pk, self.nonce)

    def opens_at(self, now: datetime) -> bool:
        return now < self.expires_at


class SignedLetter(models.Model):
    """A sealed version of a letter. `seal` is SHA-256 of its canonical document; a row is never changed."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    seal = models.CharField(max_length=64, unique=True)
    signer_name = NameField(max_length=120)
    signer_title = LineField(max_length=120)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "number"], name="landings_signed_once")]
        ordering = ["letter", "number"]

    def __str__(self) -> str:
        return f"version {self.number} of {self.letter_id}"

    @property
    def is_whole(self) -> bool:
        """The document is, bit for bit, the one that was sealed."""
        return seal_of(self.document) == self.seal


class Measure(models.Model):
    """One answer of a sealed letter. Money in minor units, as claimed and in the programme's currency."""

    class Said(models.TextChoices):
        VALUE = "value", _("A figure")
        NOTHING = "nothing", _("None")
        UNKNOWN = "unknown", _("I don’t know")
        WITHHELD = "withheld", _("I’d rather not say")

    class Anyway(models.TextChoices):
        NO = "no", _("It would not have happened without the landing")
        PARTLY = "partly", _("Some of it would have happened anyway")
        MOSTLY = "mostly", _("Most of it would have happened anyway")
        UNKNOWN = "unknown", _("Hard to say")

    signed = models.ForeignKey(SignedLetter, on_delete=models.PROTECT, related_name="measures")
    key = models.CharField(max_length=40)
    said = models.CharField(max_length=10, choices=Said.choices)
    value = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    in_programme = models.BigIntegerField(default=0)
    anyway = models.CharField(max_length=10, choices=Anyway.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signed", "key"], name="landings_measure_once"),
            models.CheckConstraint(condition=Q(value__gte=0, in_programme__gte=0), name="landings_measure_positive"),
        ]
        indexes = [models.Index(fields=["key", "said"], name="landings_measure_key")]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.key}: {self.said} {self.value}"


def seal_of(document: dict[str, Any]) -> str:
    """SHA-256 of the document as canonical JSON: sorted keys, no spaces, UTF-8."""
    return hashlib.sha256(
        json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    ).hexdigest()
