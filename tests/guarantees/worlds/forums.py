from django.utils import timezone

from network.forums import actions
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.guarantees.worlds import World, stream_world, world
from tests.roles import ROLES

NOWHERE = 999_999_999


def _closed_thread(cast):
    """On a board that lists nobody of the cast."""
    insider = cast.once("insider", make_member)
    board = cast.once("closed-board", lambda: make_board("closed", moderators=[insider]))
    return cast.once("closed-thread", lambda: make_thread(board, by=insider, kind="question"))


def _closed_post(cast):
    insider = cast.once("insider", make_member)
    return cast.once("closed-post", lambda: make_post(_closed_thread(cast), by=insider))


def _moderated_by_all(cast):
    """A board that every role moderates."""
    return cast.once("moderated", lambda: make_board(moderators=[cast.member(role) for role in ROLES]))


@world("board_slug")
def board(cast):
    other = make_board()
    closed = _closed_thread(cast).board
    return World(
        own={role: {"board_slug": _moderated_by_all(cast).slug} for role in ROLES},
        other={"board_slug": other.slug},
        absent={"board_slug": "no-such-board"},
        closed={"board_slug": closed.slug},
        data={"kind": "question", "title": "Which forwarder?", "body": "To Rotterdam."},
    )


@world("thread_id")
def thread(cast):
    mine = cast.once("moderated-thread", lambda: make_thread(_moderated_by_all(cast)))
    return World(
        own={role: {"thread_id": mine.pk} for role in ROLES},
        other={"thread_id": make_thread().pk},
        absent={"thread_id": NOWHERE},
        closed={"thread_id": _closed_thread(cast).pk},
        data={"body": "Yes", "level": "watch", "title": "Better"},
        hidden=False,
    )


def _posts(own, cast, shared=()):
    return World(
        shared=shared,
        own={role: {"post_id": post.pk} for role, post in own.items()},
        other={"post_id": make_post(make_thread(kind="question")).pk},
        absent={"post_id": NOWHERE},
        closed={"post_id": _closed_post(cast).pk},
        data={"body": "Yes", "version": 1, "sign": "thanks", "reason": "spam"},
        hidden=False,
    )


def _words_of_each(cast):
    """Each role's own words, in a question that it asked itself, on a board that all moderate."""
    board = _moderated_by_all(cast)
    asked = {role: make_thread(board, by=cast.member(role), kind="question") for role in ROLES}
    return {role: make_post(thread, by=cast.member(role)) for role, thread in asked.items()}


@world("post_id")
def post(cast):
    return _posts(_words_of_each(cast), cast)


@world(route="network:accept")
@world(route="network:not-accept")
@world(route="network:post-hide")
@world(route="network:post-restore")
def moderated_post(cast):
    return _posts(_words_of_each(cast), cast, shared=ROLES)


@world(route="network:post-report")
def reported(cast):
    return _posts({}, cast)


@world("report_id")
def report(cast):
    def made(board):
        post = make_post(make_thread(board))
        return actions.report(post.pk, by=make_member(), reason="spam", now=timezone.now()).pk

    mine = made(_moderated_by_all(cast))
    return World(
        own={role: {"report_id": mine} for role in ROLES},
        other={"report_id": made(make_board(moderators=[make_member()]))},
        absent={"report_id": NOWHERE},
    )


@stream_world("thread")
def thread_stream(cast):
    return _streams(make_thread(), _closed_thread(cast))


@stream_world("board")
def board_stream(cast):
    return _streams(make_board(), _closed_thread(cast).board)


def _streams(other, closed):
    return World(
        other={"stream_id": other.stream_id}, absent={"stream_id": NOWHERE}, closed={"stream_id": closed.stream_id}
    )


@stream_world("report")
def report_stream(cast):
    def made(board):
        post = make_post(make_thread(board))
        return actions.report(post.pk, by=make_member(), reason="spam", now=timezone.now()).stream_id

    mine = made(_moderated_by_all(cast))
    other = made(make_board(moderators=[make_member()]))
    own = {role: {"stream_id": mine} for role in ROLES}
    return World(own=own, other={"stream_id": other}, absent={"stream_id": NOWHERE})


@world("draft_id")
def draft(cast):
    def begun(member):
        said = actions.Typed(body="To be said")
        return actions.draft_reply(make_thread().pk, by=member, typed=said, now=timezone.now()).pk

    return World(
        own={role: {"draft_id": begun(cast.member(role))} for role in ROLES},
        other={"draft_id": begun(make_member())},
        absent={"draft_id": NOWHERE},
    )
