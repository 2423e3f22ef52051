"""Bookmarks, made by the actions that members use."""

from django.utils import timezone

from network.bookmarks import actions
from tests.factories.forums import make_post
from tests.factories.members import make_member


def make_bookmark(post=None, by=None, *, note="", remind_at=None, now=None):
    values = {"note": note, "remind_at": remind_at, "now": now or timezone.now()}
    return actions.keep_post((post or make_post()).pk, by=by or make_member(), **values)
