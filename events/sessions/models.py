from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.shows.models import Hall, Show
from ground.words.oneline import HeadlineField, NameField, TitleField
from network.members.models import Member, Viewer
from network.members.registry import Office, loading
from realtime.streams import Living


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, viewer: Viewer) -> "SessionQuerySet":
        return self.filter(show__in=Show.objects.visible_to(viewer))

    def planned_by(self, member: Member) -> "SessionQuerySet":
        return self.filter(pk__in=SessionPlan.objects.filter(member=member).values("session"))

    def overlapping(self, starts_at: datetime, ends_at: datetime) -> "SessionQuerySet":
        return self.filter(cancelled_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at)

    def for_list(self) -> "SessionQuerySet":
        """With halls, speakers and seats taken, in the order of the agenda."""
        loaded = self.select_related("show", "hall").prefetch_related("speakers__member", *loading("speakers__member"))
        return loaded.annotate(seats_taken=models.Count("plans", distinct=True)).order_by("starts_at", "pk")


class Session(Living):
    class Kind(models.TextChoices):
        TALK = "talk", _("Talk")
        PANEL = "panel", _("Panel")
        PITCH = "pitch", _("Pitch")
        WORKSHOP = "workshop", _("Workshop")

    show = models.ForeignKey(Show, on_delete=models.PROTECT, related_name="sessions")
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TALK)
    title = TitleField(_("title"), max_length=160)
    about = models.TextField(_("about"), max_length=4000, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="events_session_order"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gt=0), name="events_session_seats"),
        ]
        indexes = [
            models.Index(fields=["show", "starts_at", "id"], name="events_session_agenda"),
            models.Index(fields=["hall", "starts_at", "id"], name="events_session_hall"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:session", args=[self.pk])

    def is_on(self, now: datetime) -> bool:
        return self.cancelled_at is None and self.starts_at <= now < self.ends_at

    def cancel(self, now: datetime) -> None:
        if self.ends_at <= now:
            raise ValidationError(_("The session is over."), code="over")
        self.cancelled_at = self.changed_at = now
        self.sequence += 1


class Speaker(models.Model):
    """Who speaks, by name; when a member, they also keep the session's room."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speakers")
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = NameField(max_length=120)
    headline = HeadlineField(max_length=160, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def offices(self) -> list[Office]:
        return self.member.offices if self.member else []


class SessionPlan(models.Model):
    """A member means to be there."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="plans")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="events_plan_once")]
        indexes = [models.Index(fields=["member", "session"], name="events_plan_member")]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.session_id}"
