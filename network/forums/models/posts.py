from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from ground.words import markdown, searching
from network.forums.models.threads import Thread
from network.members import registry
from network.members.models import Member, Viewer
from network.organisations.models import Membership


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer: Viewer) -> "PostQuerySet":
        """Those of threads that the viewer reads. Tombstones are among them, without their words."""
        return self.filter(thread__in=Thread.objects.visible_to(viewer))

    def standing(self) -> "PostQuerySet":
        """Neither deleted nor hidden: their words can be read."""
        return self.filter(deleted_at=None, hidden_at=None)

    def for_list(self) -> "PostQuerySet":
        """With all that the piece of a post shows, by number."""
        return self.beside().prefetch_related(*Post.shown_with()).order_by("number")

    def beside(self) -> "PostQuerySet":
        """With what stands in the same query."""
        return self.select_related("author", "quoted__author", "thread")


class Post(index.Indexed, models.Model):
    """What a member said, in Markdown, with the HTML that was rendered from it. Its number is its place for ever."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="posts", db_index=False)
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    body = models.TextField(_("message"), max_length=markdown.LONGEST)
    html = models.TextField()
    html_version = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    quoted = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="quotes")
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = PostQuerySet.as_manager()

    # Indexed by a reaction, not by the save: the write must not wait for the index.
    search_auto_update = False
    search_fields: ClassVar[list[index.BaseField]] = [index.AutocompleteField("index_words")]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "number"], name="network_post_number")]
        indexes = [
            models.Index(fields=["author", "-written_at", "-id"], name="network_post_author"),
            models.Index(fields=["thread", "author"], name="network_post_wrote"),
        ]

    def __str__(self) -> str:
        return f"{self.thread}, post {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("network:post", args=[self.pk])

    @staticmethod
    def shown_with() -> "list[str | Prefetch[Any]]":
        """What its piece shows of other tables."""
        staff = Membership.objects.select_related("organisation").order_by("joined_at", "id")
        reactions = Reaction.objects.order_by("id")
        return [
            Prefetch("author__memberships", queryset=staff),
            Prefetch("reactions", queryset=reactions),
            *registry.loading("author"),
        ]

    @property
    def stands(self) -> bool:
        return self.deleted_at is None and self.hidden_at is None

    @property
    def state(self) -> str:
        """`stands`, `deleted` by its author, or `hidden` by a moderator."""
        return "stands" if self.stands else "deleted" if self.deleted_at else "hidden"

    @property
    def excerpt(self) -> str:
        return markdown.plain(self.html) if self.stands else ""

    @property
    def firm(self) -> Membership | None:
        """What the author belongs to first, loaded with the list."""
        return next(iter(self.author.memberships.all()), None)

    @property
    def signs(self) -> "list[Signs]":
        """What was given at least once, in the order of the signs."""
        given = [reaction.sign for reaction in self.reactions.all()]
        return [Signs(name, given.count(name)) for name in Reaction.Sign.values if name in given]

    @property
    def index_words(self) -> str:
        return searching.for_index([self.learnt_words])

    @property
    def learnt_words(self) -> str:
        """Its words where they stand; of the first the thread's title too."""
        title = self.thread.title if self.number == 1 else ""
        return f"{title} {markdown.plain(self.html, markdown.LONGEST)}" if self.stands else ""


class PostVersion(models.Model):
    """What a post said before an edit."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    body = models.TextField()
    html = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="network_post_version_once")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.post}, version {self.number}"


class Mention(models.Model):
    """A post names a member since this version of it: `name` is as it was written, without the @."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions", db_index=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=160)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "member"], name="network_mention_once")]

    def __str__(self) -> str:
        return f"{self.member} in {self.post}"


class Reaction(models.Model):
    class Sign(models.TextChoices):
        AGREE = "agree", _("I agree")
        THANKS = "thanks", _("Thank you")
        INSIGHT = "insight", _("Good to know")
        CHEER = "cheer", _("Congratulations")
        SAME = "same", _("Same for me")

    ICONS: ClassVar[dict[str, str]] = {
        Sign.AGREE: "thumbs-up",
        Sign.THANKS: "heart-handshake",
        Sign.INSIGHT: "lightbulb",
        Sign.CHEER: "party-popper",
        Sign.SAME: "hand",
    }

    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions", db_index=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    sign = models.CharField(max_length=8, choices=Sign.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "member", "sign"], name="network_reaction_once"),
            models.CheckConstraint(
                condition=Q(sign__in=["agree", "thanks", "insight", "cheer", "same"]), name="network_reaction_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign} by {self.member}"

    @property
    def icon(self) -> str:
        return self.ICONS[self.sign]


@dataclass(frozen=True, slots=True)
class Signs:
    """How often a sign was given to a post."""

    name: str
    count: int = 0

    @property
    def label(self) -> str:
        return str(Reaction.Sign(self.name).label)

    @property
    def icon(self) -> str:
        return Reaction.ICONS[self.name]


ALL_SIGNS = [Signs(name) for name in Reaction.Sign.values]
