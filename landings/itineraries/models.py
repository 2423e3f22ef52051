from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ground.words.oneline import LineField, TitleField
from landings.placements.models import Landing
from network.introductions.models import MeetingTime
from network.members.models import Member


class ItemQuerySet(models.QuerySet["Item"]):
    def standing(self) -> "ItemQuerySet":
        return self.filter(cancelled_at=None)

    def held(self) -> "ItemQuerySet":
        """Those that stand, without what a cancelled landing was to bring after its cancelling."""
        before = Q(landing__cancelled_at=None) | Q(ends_at__lte=F("landing__cancelled_at"))
        return self.standing().filter(before)

    def for_list(self) -> "ItemQuerySet":
        return self.select_related("landing__site", "landing__firm").order_by("starts_at", "pk")


class Item(models.Model):
    """One thing on the itinerary. Moments are half open; `place` with coordinates lets travel time be reckoned."""

    class Kind(models.TextChoices):
        TRAVEL = "travel", _("Travel")
        DESK = "desk", _("Desk day")
        MEETING = "meeting", _("Meeting")
        INTRODUCTION = "introduction", _("Introduction")
        SHOW = "show", _("Show")
        PREPARATION = "preparation", _("Preparation")
        FREE = "free", _("Free time")

    class Met(models.TextChoices):
        YES = "yes", _("We met")
        NO = "no", _("We did not meet")

    landing = models.ForeignKey(Landing, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(_("what"), max_length=12, choices=Kind.choices)
    title = TitleField(_("title"), max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = LineField(_("place"), max_length=240, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    notes = models.TextField(_("notes"), max_length=2000, blank=True)
    meeting_time = models.OneToOneField(MeetingTime, on_delete=models.PROTECT, null=True, related_name="itinerary_item")
    sequence = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    met = models.CharField(max_length=3, choices=Met.choices, blank=True)
    outcome = models.CharField(max_length=300, blank=True)
    debriefed_at = models.DateTimeField(null=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="landings_item_times"),
            models.CheckConstraint(condition=Q(debriefed_at=None) | ~Q(met=""), name="landings_item_debrief"),
        ]
        indexes = [models.Index(fields=["landing", "starts_at", "id"], name="landings_item_days")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_held(self) -> bool:
        """It stands, and was not to come after its landing's cancelling: as `ItemQuerySet.held` has it."""
        landing_ended = self.landing.cancelled_at
        return self.cancelled_at is None and (landing_ended is None or self.ends_at <= landing_ended)

    @property
    def lasts(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def spot(self) -> tuple[float, float] | None:
        """Latitude and longitude: its own, or the site's for a desk day."""
        if self.latitude is not None and self.longitude is not None:
            return self.latitude, self.longitude
        if self.kind == Item.Kind.DESK:
            return self.landing.site.latitude, self.landing.site.longitude
        return None

    def change(self, by: Member, now: datetime) -> None:
        self.changed_by, self.changed_at = by, now
        self.sequence += 1

    def cancel(self, by: Member, now: datetime) -> None:
        self.cancelled_at = now
        self.change(by, now)

    def debrief(self, met: str, outcome: str, now: datetime) -> None:
        self.met, self.outcome, self.debriefed_at = met, outcome, now
