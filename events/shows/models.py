from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ground.places.civil_time import civil
from ground.places.zones import zone_named
from ground.words.oneline import HeadlineField, LineField, NameField, TitleField
from network.members.models import Member, Viewer
from network.organisations.models import Membership, Organisation
from realtime.streams import Living

INSTANT = timedelta(microseconds=1)


def is_within(spans: Iterable[tuple[datetime, datetime]], starts_at: datetime, ends_at: datetime) -> bool:
    """Whether these spans hold all of a time. Those that touch are one: a show may be open round the clock."""
    reached = starts_at
    for opens_at, closes_at in sorted(spans):
        if opens_at <= reached < closes_at:
            reached = closes_at
    return starts_at < ends_at <= reached


class ShowQuerySet(models.QuerySet["Show"]):
    def visible_to(self, viewer: Viewer) -> "ShowQuerySet":
        """Announced shows are open to everyone; a draft is seen by its organiser alone."""
        if not viewer.is_authenticated:
            return self.filter(announced_at__isnull=False)
        return self.filter(Q(announced_at__isnull=False) | Q(organiser__in=_organisations_of(viewer.pk)))

    def organised_by(self, member: Member) -> "ShowQuerySet":
        return self.filter(organiser__in=_organisations_of(member.pk))

    def counted(self) -> "ShowQuerySet":
        """With their organiser and how many registered."""
        return self.select_related("organiser").annotate(registered=models.Count("registrations", distinct=True))

    def coming(self, today: date) -> "ShowQuerySet":
        """Not over yet, the soonest first."""
        return self.filter(closed_at=None, last_on__gte=today).order_by("first_on", "pk")

    def past(self, today: date) -> "ShowQuerySet":
        return self.filter(Q(closed_at__isnull=False) | Q(last_on__lt=today)).order_by("-last_on", "-pk")


def _organisations_of(member_id: int) -> models.QuerySet[Membership, int]:
    return Membership.objects.filter(member_id=member_id).values_list("organisation_id", flat=True)


class Show(Living):
    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ANNOUNCED = "announced", _("Announced")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    organiser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="shows")
    name = NameField(_("name"), max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    headline = HeadlineField(_("in one line"), max_length=200, blank=True)
    about = models.TextField(_("about"), max_length=6000, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    opens = models.TimeField(_("opens at"))
    closes = models.TimeField(_("closes at"))
    capacity = models.PositiveIntegerField(_("places for visitors"), null=True, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = ShowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="events_show_dates"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gt=0), name="events_show_capacity"),
        ]
        indexes = [
            models.Index(fields=["first_on", "id"], name="events_show_coming"),
            models.Index(fields=["-last_on", "-id"], name="events_show_past"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("events:show", args=[self.slug])

    @property
    def zone(self) -> ZoneInfo:
        return zone_named(self.time_zone)

    @property
    def state(self) -> "Show.State":
        if self.closed_at:
            return self.State.CLOSED
        if self.opened_at:
            return self.State.OPEN
        return self.State.ANNOUNCED if self.announced_at else self.State.DRAFT

    def day_at(self, now: datetime) -> "Day | None":
        """The day whose hours hold this moment: the show is open now."""
        if self.state is not self.State.OPEN:
            return None
        return next((day for day in self.days.all() if day.opens_at <= now < day.closes_at), None)

    def next_day(self, now: datetime) -> "Day | None":
        """The day that opens next."""
        coming = [day for day in self.days.all() if day.opens_at > now and self.state is not self.State.CLOSED]
        return min(coming, key=lambda day: day.opens_at, default=None)

    def is_open_throughout(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether its hours hold all of this time."""
        return is_within([(day.opens_at, day.closes_at) for day in self.days.all()], starts_at, ends_at)

    def dates(self) -> list[date]:
        """Every day that its hours touch, by its own clock: they may end after midnight."""
        found = set()
        for day in self.days.all():
            first, last = (at.astimezone(self.zone).date() for at in (day.opens_at, day.closes_at - INSTANT))
            found |= {first + timedelta(days=after) for after in range((last - first).days + 1)}
        return sorted(found)

    def announce(self, now: datetime) -> None:
        self._only_when(self.State.DRAFT)
        self.announced_at = now

    def open_doors(self, now: datetime) -> None:
        self._only_when(self.State.ANNOUNCED)
        self.opened_at = now

    def close(self, now: datetime) -> None:
        self._only_when(self.State.OPEN, self.State.ANNOUNCED)
        self.closed_at = now

    def _only_when(self, *states: "Show.State") -> None:
        if self.state not in states:
            raise ValidationError(
                _("The show is %(state)s: this can't be done now."), "state", {"state": self.state.label}
            )


class Day(models.Model):
    """The hours of one day, `opens_at` to before `closes_at`. They may end after midnight."""

    show = models.ForeignKey(Show, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["show", "on"], name="events_day_once"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="events_day_hours"),
        ]
        indexes = [models.Index(fields=["opens_at", "closes_at"], name="events_day_now")]

    def __str__(self) -> str:
        return f"{self.show_id} on {self.on}"

    @property
    def is_round_the_clock(self) -> bool:
        """It closes when the same clock comes again the next day; a day is never longer."""
        opens, closes = civil(self.opens_at, self.show.zone), civil(self.closes_at, self.show.zone)
        return opens.clock == closes.clock and opens.on < closes.on


class ShowSector(models.Model):
    show = models.ForeignKey(Show, on_delete=models.CASCADE, related_name="sectors")
    sector = models.CharField(max_length=40)

    class Meta:
        ordering = ["sector"]
        constraints = [models.UniqueConstraint(fields=["show", "sector"], name="events_sector_once")]
        indexes = [models.Index(fields=["sector"], name="events_sector")]

    def __str__(self) -> str:
        return self.sector


class ShowLanguage(models.Model):
    show = models.ForeignKey(Show, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(max_length=10)

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["show", "language"], name="events_language_once")]

    def __str__(self) -> str:
        return self.language


class HallQuerySet(models.QuerySet["Hall"]):
    def visible_to(self, viewer: Viewer) -> "HallQuerySet":
        return self.filter(show__in=Show.objects.visible_to(viewer))

    def for_list(self) -> "HallQuerySet":
        return self.select_related("show", "stream").order_by("position", "pk")


class Hall(Living):
    """A floor of booths with a stage. Its stream says what stirs on the floor."""

    show = models.ForeignKey(Show, on_delete=models.CASCADE, related_name="halls")
    name = TitleField(_("name"), max_length=80)
    about = LineField(_("what is here, in one line"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    objects = HallQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["show", "name"], name="events_hall_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("events:hall", args=[self.pk])


class Registration(models.Model):
    """A visitor's place at a show, and who may see them inside."""

    class Door(models.TextChoices):
        VISIBLE = "visible", _("Everyone in the show")
        EXHIBITORS = "exhibitors", _("Exhibitors only")
        PRIVATE = "private", _("Nobody: I am only counted")

    show = models.ForeignKey(Show, on_delete=models.CASCADE, related_name="registrations")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="registrations")
    door = models.CharField(_("who may see you"), max_length=10, choices=Door.choices, default=Door.VISIBLE)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["show", "member"], name="events_registration_once")]
        indexes = [models.Index(fields=["show", "-id"], name="events_registration_newest")]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.show_id}"


def doors_of(show_id: int, members: Collection[int]) -> dict[int, str]:
    """Member → the door they chose at this show; who is not registered has none."""
    chosen = Registration.objects.filter(show_id=show_id, member_id__in=members)
    return dict(chosen.values_list("member_id", "door"))


def seen_by_all(show_id: int, members: Collection[int]) -> set[int]:
    """Those who chose to be seen by everyone. Who is not registered chose nothing, so is not seen."""
    doors = doors_of(show_id, members)
    return {member for member, door in doors.items() if door == Registration.Door.VISIBLE}
