"""Boards, threads and posts, made by the actions that members use."""

from itertools import count

from django.utils import timezone

from network.forums import actions
from network.forums.models import Board, Listing
from realtime.streams import open_stream
from tests.factories.members import make_member

_number = count(1)


def make_board(audience="public", voices="readers", *, listed=(), moderators=(), **fields):
    n = next(_number)
    values = {"name": f"Board {n}", "slug": f"board-{n}", "about": "What it is for.", **fields}
    board = Board.objects.create(audience=audience, voices=voices, stream=open_stream("board"), **values)
    for member in listed:
        Listing.objects.create(board=board, member=member)
    for member in moderators:
        Listing.objects.create(board=board, member=member, moderates_since=timezone.now())
    return board


def make_thread(board=None, by=None, *, kind="discussion", title="", body="How do you do it?", now=None):
    """A thread with its first post."""
    title = title or f"Thread {next(_number)}"
    values = {"kind": kind, "title": title, "body": body, "now": now or timezone.now()}
    return actions.start((board or make_board()).pk, by=by or make_member(), **values).thread


def make_post(thread=None, by=None, body="Like this.", *, quoted=None, now=None):
    """A reply."""
    thread = thread or make_thread()
    values = {"body": body, "quoted_id": quoted and quoted.pk, "now": now or timezone.now()}
    return actions.reply(thread.pk, by=by or make_member(), **values)


def first_post(thread):
    return thread.posts.get(number=1)
