from typing import Final

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from network.forums.models import Board, Listing, Post, Thread
from network.forums.models.boards import seen_by
from network.members.models import Member, Viewer
from network.members.registry import loading
from network.organisations.models import Membership
from realtime.streams import Living

LONGEST_NOTE: Final = 500
MOST: Final = 500
"""So many bookmarks has a member at most: who keeps everything finds nothing."""


class Shelf(Living):
    """The stream behind a member's bookmarks. It is made when it is first needed."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"shelf of {self.member_id}"


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def visible_to(self, viewer: Viewer) -> "BookmarkQuerySet":
        """One's own, of what one may still read."""
        if not viewer.is_authenticated:
            return self.none()
        return self.standing().filter(seen_by(viewer, "thread__board"), member=viewer.pk)

    def standing(self) -> "BookmarkQuerySet":
        """Of what is neither deleted nor hidden nor removed."""
        stands = Q(post=None) | Q(post__deleted_at=None, post__hidden_at=None)
        return self.filter(stands, thread__removed_at=None)

    def readable(self) -> "BookmarkQuerySet":
        """Those of whoever they belong to that this one may still read: `visible_to`, asked of many at once."""
        here = Listing.objects.filter(board=OuterRef("thread__board"))
        staffs = Membership.objects.filter(member=OuterRef(OuterRef("member"))).values("organisation_id")
        listed = here.filter(Q(member=OuterRef("member")) | Q(organisation__in=staffs))
        is_open = ~Q(thread__board__audience=Board.Audience.CLOSED)
        return self.standing().filter(is_open | Exists(listed), member__is_active=True)

    def due(self) -> "BookmarkQuerySet":
        """Those whose reminder was told, and with which nobody is done."""
        return self.filter(reminded_at__isnull=False)

    def for_list(self) -> "BookmarkQuerySet":
        """With what a row shows, the newest first."""
        people = ("post__author", "thread__author")
        loaded = self.select_related(*people, "thread__board")
        return loaded.prefetch_related(*(name for who in people for name in loading(who))).order_by("-pk")


class Bookmark(models.Model):
    """A member keeps a post, or a thread, for later. Its reminder was told where `reminded_at` is set."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+", db_index=False)
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    kept_at = models.DateTimeField()
    remind_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "thread"], condition=Q(post=None), name="network_bookmark_thread"
            ),
            models.UniqueConstraint(
                fields=["member", "post"], condition=Q(post__isnull=False), name="network_bookmark_post"
            ),
            models.CheckConstraint(
                condition=Q(reminded_at=None) | Q(remind_at__isnull=False), name="network_bookmark_told_what_it_had"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-id"], name="network_bookmark_newest"),
            models.Index(
                fields=["remind_at"],
                condition=Q(remind_at__isnull=False, reminded_at=None),
                name="network_bookmark_due",
            ),
            # What becomes of a post or a thread is asked of the few bookmarks that wait on a desk.
            models.Index(
                fields=["thread", "post"], condition=Q(reminded_at__isnull=False), name="network_bookmark_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"bookmark {self.pk} of {self.member_id}"

    def get_absolute_url(self) -> str:
        return reverse("network:bookmark", args=[self.pk])

    @property
    def place(self) -> str:
        """Where what is kept stands."""
        return self.post.get_absolute_url() if self.post else self.thread.get_absolute_url()

    @property
    def author(self) -> Member:
        return self.post.author if self.post else self.thread.author

    @property
    def excerpt(self) -> str:
        """The words that are kept; of a thread there are too many."""
        return self.post.excerpt if self.post else ""

    @property
    def is_due(self) -> bool:
        return self.reminded_at is not None
