from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from landings.placements.models import Landing
from network.followups.models import FollowUp, FollowUpQuerySet, Link
from network.members.models import Viewer
from network.signing.models import SealedText, SealedTextQuerySet

# What a letter is called where things are signed.
SIGNED_AS = "letter"


class LetterQuerySet(FollowUpQuerySet["Letter"]):
    def visible_to(self, member: Viewer) -> "LetterQuerySet":
        """Those of the landing, but not who only pays for it."""
        return self.filter(landing__in=Landing.objects.told_to(member).values("pk"))

    def for_list(self) -> "LetterQuerySet":
        return self.select_related("stream", "landing__firm", "landing__site", "landing__programme").order_by(
            "due_on", "pk"
        )


class Letter(FollowUp):
    """The account that a landing owes, `wave` months after the firm came home. One for each landing and wave.

    We remind of it four times (`sends`); however late it is, whoever asks gets a fresh link, and may sign.
    """

    landing = models.ForeignKey(Landing, on_delete=models.PROTECT, related_name="letters")

    objects = LetterQuerySet.as_manager()

    class Meta(FollowUp.Meta):
        constraints = [
            models.UniqueConstraint(fields=["landing", "wave"], name="landings_letter_once"),
            *FollowUp.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"letter of landing {self.landing_id} after {self.wave} months"

    @property
    def state(self) -> str:
        """signed, declined or due."""
        return "signed" if self.is_answered else "declined" if self.declined_at else "due"

    @property
    def given(self) -> Landing:
        return self.landing

    @property
    def versions(self) -> SealedTextQuerySet:
        """What was signed of it, the oldest first."""
        return SealedText.objects.of(SIGNED_AS, self.pk)


class PersonalLink(Link):
    """One mailing of a letter."""

    purpose = "letter"

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "number"], name="landings_link_once")]

    def __str__(self) -> str:
        return f"link {self.number} to {self.letter_id}"


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

    signed = models.ForeignKey(SealedText, on_delete=models.PROTECT, related_name="measures")
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
