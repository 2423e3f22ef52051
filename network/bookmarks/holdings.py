"""What is a member's here: what they keep, with their notes. Nobody else knows of it."""

from django.utils.translation import gettext_lazy as _

from network.bookmarks.models import Bookmark, Shelf
from network.mydata.registry import Holding, Holdings, gone

OWN = Holdings(
    "bookmarks",
    _("Your bookmarks"),
    (
        Holding(
            Bookmark,
            of=("member",),
            name="bookmarks",
            label=_("bookmarks"),
            gives=("thread_id", "post_id", "note", "kept_at", "remind_at"),
            goes=gone,
        ),
        Holding(Shelf, of=("member",), because="the number of a stream", stays=_("An empty stream, without a name.")),
    ),
)
