from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ground.words.columns import NameKeyField
from ground.words.oneline import LineField, TitleField
from ground.words.said import said
from network.members.models import Member, Viewer
from network.organisations.models import Membership, Organisation
from realtime.streams import Living

ICONS = [
    *(
        "messages-square",
        "anchor",
        "badge-check",
        "banknote",
        "briefcase",
        "cloud",
        "cpu",
        "file-pen-line",
        "flask-conical",
    ),
    *("globe", "graduation-cap", "handshake", "heart-pulse", "landmark", "languages", "leaf", "lightbulb", "map-pin"),
    *("megaphone", "mic", "music", "package", "palette", "plane-landing", "rocket", "scale", "shield-check", "ship"),
    *("sprout", "store", "truck", "users-round", "wrench"),
]


class BoardQuerySet(models.QuerySet["Board"]):
    def visible_to(self, viewer: Viewer) -> "BoardQuerySet":
        """Public boards to all, members' boards to members, closed ones to whom they list."""
        return self.filter(seen_by(viewer))

    def for_list(self) -> "BoardQuerySet":
        """With what a row of the list shows, in the order of the list."""
        return self.select_related("last_thread", "last_poster", "stream").order_by("place", "folded_name", "id")


class Board(Living):
    """A place for threads on one subject."""

    class Subject(models.TextChoices):
        TOPIC = "topic", _("Topics")
        MARKET = "market", _("Markets")
        SECTOR = "sector", _("Sectors")
        PROGRAMME = "programme", _("Programmes")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everyone reads, visitors too")
        MEMBERS = "members", _("Members read")
        CLOSED = "closed", _("Only listed members and organisations read")

    class Voices(models.TextChoices):
        READERS = "readers", _("Every member who reads may write")
        LISTED = "listed", _("Listed members and organisations write")
        MODERATORS = "moderators", _("Moderators write")

    name = TitleField(_("name"), max_length=80)
    folded_name = NameKeyField(of="name")
    slug = models.SlugField(max_length=80, unique=True)
    about = LineField(_("what it is for, in one line"), max_length=240)
    subject = models.CharField(_("subject"), max_length=10, choices=Subject.choices, default=Subject.TOPIC)
    icon = models.CharField(_("icon"), max_length=40, choices=[(i, i) for i in ICONS], default="messages-square")
    audience = models.CharField(_("who reads"), max_length=10, choices=Audience.choices, default=Audience.MEMBERS)
    voices = models.CharField(_("who writes"), max_length=10, choices=Voices.choices, default=Voices.READERS)
    place = models.PositiveSmallIntegerField(_("place in the list"), default=100)
    opened_at = models.DateTimeField(default=timezone.now)
    thread_count = models.PositiveIntegerField(default=0)
    post_count = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(null=True, blank=True)
    last_thread = models.ForeignKey("network.Thread", models.SET_NULL, null=True, blank=True, related_name="+")
    last_poster = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    # Name and line in other languages, as `ground.words.said` keeps them.
    translations = models.JSONField(default=dict, blank=True)

    objects = BoardQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "folded_name", "id"], name="network_board_folded")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("network:board", args=[self.slug])

    @property
    def said_name(self) -> str:
        """The name in the reader's language."""
        return said(self.name, self.translations)

    @property
    def said_about(self) -> str:
        return said(self.about, self.translations)

    @property
    def is_closed(self) -> bool:
        return self.audience == self.Audience.CLOSED

    def readers(self) -> models.QuerySet[Member]:
        """The members who may read it: whom a post here may name and tell."""
        members = Member.objects.filter(is_active=True)
        if not self.is_closed:
            return members
        listed = Q(pk__in=self.listings.values("member_id"))
        staff = Q(memberships__organisation_id__in=self.listings.values("organisation_id"))
        return members.filter(listed | staff).distinct()


def seen_by(viewer: Viewer, board: str = "") -> Q:
    """The condition on a board, or on what belongs to one by the path `board`, that the viewer reads it."""
    path = f"{board}__" if board else ""
    if not viewer.is_authenticated:
        return Q(**{f"{path}audience": Board.Audience.PUBLIC})
    listed = Listing.objects.of(viewer).values("board_id")
    return ~Q(**{f"{path}audience": Board.Audience.CLOSED}) | Q(**{f"{path}pk__in": listed})


class ListingQuerySet(models.QuerySet["Listing"]):
    def of(self, member: Member) -> "ListingQuerySet":
        """Those that name the member or an organisation they belong to."""
        return self._naming(member.pk)

    def moderated_by(self, member_id: int) -> "ListingQuerySet":
        """Those by which they moderate a board."""
        return self._naming(member_id).exclude(moderates_since=None)

    def _naming(self, member_id: int) -> "ListingQuerySet":
        theirs = Membership.objects.filter(member_id=member_id).values("organisation_id")
        return self.filter(Q(member_id=member_id) | Q(organisation_id__in=theirs))


class Listing(models.Model):
    """A board lists a member or an organisation's staff, as readers or as moderators."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="listings")
    member = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    moderates_since = models.DateTimeField(null=True, blank=True)
    listed_at = models.DateTimeField(default=timezone.now)

    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "member"], name="network_listing_member"),
            models.UniqueConstraint(fields=["board", "organisation"], name="network_listing_organisation"),
            models.CheckConstraint(
                condition=Q(member=None, organisation__isnull=False) | Q(member__isnull=False, organisation=None),
                name="network_listing_names_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member or self.organisation} on {self.board}"


class BoardLevel(models.TextChoices):
    """How much a member wants to hear of a board. Who follows it hears of first posts, or of every one."""

    WATCH = "watch", _("Every thread and every reply")
    FIRST = "first", _("New threads")
    NORMAL = "normal", _("Only the threads that I watch, and mentions")
    MUTE = "mute", _("Nothing, and its threads are in none of my lists")


class BoardFollow(models.Model):
    """A member has the board among theirs. What is older than `caught_up_at` counts as read."""

    LEVELS = (BoardLevel.WATCH, BoardLevel.FIRST)

    board = models.ForeignKey(Board, models.CASCADE, related_name="follows")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    followed_at = models.DateTimeField(default=timezone.now)
    caught_up_at = models.DateTimeField(default=timezone.now)
    level = models.CharField(
        max_length=8,
        choices=[(level.value, level.label) for level in LEVELS],
        default=BoardLevel.FIRST,
        db_default=BoardLevel.FIRST,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "board"], name="network_board_follow_once"),
            models.CheckConstraint(condition=Q(level__in=["watch", "first"]), name="network_board_follow_level"),
        ]

    def __str__(self) -> str:
        return f"{self.member} follows {self.board}"


class BoardMute(models.Model):
    """A member wants to hear nothing of a board: it is not among theirs, and its threads are in none of their lists."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="mutes")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "board"], name="network_board_mute_once")]

    def __str__(self) -> str:
        return f"{self.member} mutes {self.board}"
