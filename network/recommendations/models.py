from datetime import datetime
from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from network.dealings.models import Dealing
from network.members.models import Member, Viewer
from network.members.registry import loading
from realtime.streams import Living

LONGEST = 1000
LONGEST_REQUEST = 400


class State(StrEnum):
    ASKED = "asked"
    WAITING = "waiting"
    """Written, and not yet answered by whom it is about."""
    SHOWN = "shown"
    KEPT = "kept"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, viewer: Viewer) -> "RecommendationQuerySet":
        """The two whose it is, while both are here. What others read of one is what is shown on a page."""
        return self.filter(Q(by=viewer.pk or 0) | Q(about=viewer.pk or 0)).here()

    def here(self) -> "RecommendationQuerySet":
        return self.filter(by__is_active=True, about__is_active=True)

    def shown(self) -> "RecommendationQuerySet":
        """What pages show: of writers who are here still."""
        return self.filter(shown_at__isnull=False).here()

    def for_list(self) -> "RecommendationQuerySet":
        parties = ("dealing__parties__organisation", "dealing__parties__member")
        people = (*loading("by"), *loading("about"))
        return self.select_related("by", "about", "dealing").prefetch_related(*parties, *people)


class Recommendation(Living):
    """What `by` says of `about`, of one dealing, or is asked to say."""

    dealing = models.ForeignKey(Dealing, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    about = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    words = models.TextField(max_length=LONGEST, blank=True)
    request = models.TextField(max_length=LONGEST_REQUEST, blank=True)
    asked_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(null=True)
    change_wanted = models.TextField(max_length=LONGEST_REQUEST, blank=True)
    change_asked_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dealing", "by", "about"], name="network_recommendation_once"),
            models.CheckConstraint(condition=~Q(by=F("about")), name="network_recommendation_of_another"),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=False) | Q(written_at__isnull=False),
                name="network_recommendation_begun",
            ),
            models.CheckConstraint(
                condition=Q(shown_at=None) | Q(written_at__isnull=False, kept_at=None, withdrawn_at=None),
                name="network_recommendation_one_state",
            ),
        ]
        indexes = [
            models.Index(fields=["by", "-id"], name="network_recommendation_by"),
            models.Index(fields=["about", "-id"], name="network_recommendation_about"),
            models.Index(
                fields=["about", "-shown_at", "-id"],
                condition=Q(shown_at__isnull=False),
                name="network_recommendation_shown",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} about {self.about_id}"

    def get_absolute_url(self) -> str:
        return reverse("network:recommendation", args=[self.pk])

    @property
    def state(self) -> State:
        if self.withdrawn_at:
            return State.WITHDRAWN
        if self.written_at is None:
            return State.DECLINED if self.declined_at else State.ASKED
        if self.shown_at:
            return State.SHOWN
        return State.KEPT if self.kept_at else State.WAITING

    @property
    def waits_for_change(self) -> bool:
        """A change is asked for, and the words are those of before."""
        asked = self.change_asked_at
        return bool(asked and self.written_at and self.written_at <= asked and not self.withdrawn_at)

    def ask(self, request: str, now: datetime) -> None:
        self.request, self.asked_at = request, now
        self.written_at = self.kept_at = self.withdrawn_at = None

    def write(self, words: str, now: datetime) -> None:
        """Whatever was there before: it waits for a yes."""
        self.words, self.written_at = words, now
        self.declined_at = self.withdrawn_at = self.shown_at = self.kept_at = None

    def show(self, now: datetime) -> None:
        self.shown_at, self.kept_at = now, None

    def keep(self, now: datetime) -> None:
        self.shown_at, self.kept_at = None, now

    def ask_change(self, wanted: str, now: datetime) -> None:
        self.change_wanted, self.change_asked_at = wanted, now

    def decline(self, now: datetime) -> None:
        self.declined_at = now

    def withdraw(self, now: datetime) -> None:
        """Its words go for good."""
        self.words, self.shown_at, self.withdrawn_at = "", None, now
