"""Forums, for programs: boards, threads and posts as their reader sees them, and a reply."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Schema, Status

from ground.web import page_keys
from ground.web.api import keys, problems, scopes
from ground.web.api.pages import Page, listed
from ground.web.api.routers import Router
from ground.web.policies import everyone, members
from network.forums import actions, queries, rules
from network.forums.forms import ReplyForm, attempt, status_of
from network.forums.models import Board, Post, Reaction, Thread
from network.members.api import Named
from network.members.models import Member

READ = scopes.declare("forums:read", _("Read boards, threads and posts"))
WRITE = scopes.declare("forums:write", _("Reply in threads, and choose what you hear of boards"))
router = Router("forums")


class BoardOut(Schema):
    """`subject` is topic, market, sector or programme; `audience` says who reads: public, members or closed."""

    slug: str
    name: str
    about: str
    subject: str
    audience: str
    threads: int
    posts: int
    last_post_at: datetime | None
    url: str

    @staticmethod
    def resolve_name(board: Board) -> str:
        return board.said_name

    @staticmethod
    def resolve_about(board: Board) -> str:
        return board.said_about

    @staticmethod
    def resolve_threads(board: Board) -> int:
        return board.thread_count

    @staticmethod
    def resolve_posts(board: Board) -> int:
        return board.post_count

    @staticmethod
    def resolve_url(board: Board) -> str:
        return board.get_absolute_url()


class ThreadOut(Schema):
    """`kind` is discussion or question; `answer` is the id of the post that was accepted as the answer."""

    id: int
    board: str
    kind: str
    title: str
    author: Named
    started_at: datetime
    last_post_at: datetime
    posts: int
    is_locked: bool
    is_pinned: bool
    answer: int | None
    url: str

    @staticmethod
    def resolve_board(thread: Thread) -> str:
        return thread.board.slug

    @staticmethod
    def resolve_posts(thread: Thread) -> int:
        return thread.last_number

    @staticmethod
    def resolve_is_locked(thread: Thread) -> bool:
        return thread.locked_at is not None

    @staticmethod
    def resolve_is_pinned(thread: Thread) -> bool:
        return thread.pinned_at is not None

    @staticmethod
    def resolve_answer(thread: Thread) -> int | None:
        return thread.accepted_post_id

    @staticmethod
    def resolve_url(thread: Thread) -> str:
        return thread.get_absolute_url()


class PostOut(Schema):
    """`body` is Markdown as it was written, `html` what is shown of it; both are empty where the post is gone: deleted
    by its author, or hidden by a moderator (`state`: stands, deleted or hidden). `signs`: how often each was given.
    """

    id: int
    thread: int
    number: int
    author: Named
    body: str
    html: str
    state: str
    version: int
    quoted: int | None
    written_at: datetime
    edited_at: datetime | None
    signs: dict[str, int]
    url: str

    @staticmethod
    def resolve_thread(post: Post) -> int:
        return post.thread_id

    @staticmethod
    def resolve_body(post: Post) -> str:
        return post.body if post.stands else ""

    @staticmethod
    def resolve_html(post: Post) -> str:
        return post.html if post.stands else ""

    @staticmethod
    def resolve_state(post: Post) -> str:
        return "deleted" if post.deleted_at else "hidden" if post.hidden_at else "stands"

    @staticmethod
    def resolve_quoted(post: Post) -> int | None:
        return post.quoted_id

    @staticmethod
    def resolve_signs(post: Post) -> dict[str, int]:
        return {sign.name: sign.count for sign in post.signs}

    @staticmethod
    def resolve_url(post: Post) -> str:
        return post.get_absolute_url()


class SignOut(Schema):
    """`sign` is agree, thanks, insight, cheer or same."""

    member: Named
    sign: str
    at: datetime


class ReplyIn(Schema):
    """`body` is Markdown; `quoted` the id of the post that is answered, of the same thread."""

    body: str
    quoted: int | None = None


class LevelOut(Schema):
    """`level` is watch (told of all), first (of new threads), normal or mute (of nothing)."""

    level: str


class LevelIn(Schema):
    level: Literal["watch", "first", "normal", "mute"] = "normal"


@router.reads("boards", name="boards", who=everyone(), scope=READ, answers=Page[BoardOut])
def boards(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """The boards that you read, in the order of their list."""
    rows, key = queries.boards_after(request.user, page_keys.number(after) or 0)
    return listed(request, rows, key)


@router.reads("boards/{slug:board_slug}", name="board", who=everyone(), scope=READ, answers=BoardOut)
def board(request: HttpRequest, board_slug: str) -> Board:
    """One board."""
    return _board(request, board_slug)


@router.reads(
    "boards/{slug:board_slug}/threads", name="board-threads", who=everyone(), scope=READ, answers=Page[ThreadOut]
)
def board_threads(request: HttpRequest, board_slug: str, show: str = "all", after: str = "") -> dict[str, Any]:
    """A board's threads, newest activity first; pinned ones among them. `show`: all, unread, unanswered or mine."""
    return _threads(request, show, after, _board(request, board_slug))


@router.reads("boards/{slug:board_slug}/level", name="board-level", who=members(), scope=READ, answers=LevelOut)
def board_level(request: HttpRequest, board_slug: str) -> dict[str, str]:
    """How much you hear of a board."""
    return {"level": queries.level_of_board(_board(request, board_slug), request.user)}


@router.writes(
    "boards/{slug:board_slug}/level",
    name="set-board-level",
    who=members(),
    scope=WRITE,
    answers=LevelOut,
    limited="step",
)
def set_board_level(request: HttpRequest, board_slug: str, said: LevelIn) -> dict[str, str]:
    """Say how much you want to hear of a board. Of one that you mute, no thread is in your lists."""
    found, me = _board(request, board_slug), request.user
    assert isinstance(me, Member)
    actions.set_board_level(found, by=me, level=said.level, now=timezone.now())
    return {"level": said.level}


@router.reads("threads", name="threads", who=everyone(), scope=READ, answers=Page[ThreadOut])
def threads(request: HttpRequest, show: str = "all", after: str = "") -> dict[str, Any]:
    """The threads of all boards that you read, newest activity first. `show`: all, unread, unanswered or mine."""
    return _threads(request, show, after)


@router.reads("threads/{row:thread_id}", name="thread", who=everyone(), scope=READ, answers=ThreadOut)
def thread(request: HttpRequest, thread_id: int) -> Thread:
    """One thread. To ask for it marks nothing as read."""
    return _thread(request, thread_id)


@router.reads("threads/{row:thread_id}/posts", name="posts", who=everyone(), scope=READ, answers=Page[PostOut])
def posts(request: HttpRequest, thread_id: int, after: str = "") -> dict[str, Any]:
    """A thread's posts by number, from 1; those that are gone keep their place. `after` is a number."""
    rows, number = queries.posts_after(_thread(request, thread_id), page_keys.number(after) or 0)
    return listed(request, rows, number)


@router.writes(
    "threads/{row:thread_id}/posts",
    name="reply",
    who=members(),
    scope=WRITE,
    answers={201: PostOut},
    limited="post",
)
def reply(request: HttpRequest, thread_id: int, said: ReplyIn) -> Status[Any]:
    """Reply in a thread. The same `Idempotency-Key` with the same words posts once, and answers with the same post."""
    found = _thread(request, thread_id)
    rules.must(rules.may_write(request.user, found.board))
    me = request.user
    assert isinstance(me, Member)
    form = ReplyForm({"body": said.body, "quoted": said.quoted, "key": keys.key_of(request)})
    made = attempt(
        form,
        lambda typed: actions.reply(
            thread_id, by=me, body=typed["body"], quoted_id=typed["quoted"], key=typed["key"], now=timezone.now()
        ),
    )
    if made is None:
        raise problems.refused(form, status=status_of(form))
    return Status(201, queries.completed([made])[0])


@router.reads("posts/{row:post_id}", name="post", who=everyone(), scope=READ, answers=PostOut)
def post(request: HttpRequest, post_id: int) -> Post:
    """One post."""
    return get_object_or_404(Post.objects.visible_to(request.user).for_list(), pk=post_id)


@router.reads("posts/{row:post_id}/signs", name="post-signs", who=members(), scope=READ, answers=Page[SignOut])
def signs(request: HttpRequest, post_id: int, sign: str = "", after: str = "") -> dict[str, Any]:
    """Who gave signs to a post, the first first: this sign, or any. Members are told; visitors see how many."""
    if sign and sign not in Reaction.Sign.values:
        words = _("Choose one of these: %(filters)s.") % {"filters": ", ".join(Reaction.Sign.values)}
        raise problems.Problem(422, errors={"sign": [str(words)]})
    found = get_object_or_404(Post.objects.visible_to(request.user), pk=post_id)
    rows, key = queries.givers(found, sign=sign, after=page_keys.number(after))
    return listed(request, rows, key)


def _board(request: HttpRequest, slug: str) -> Board:
    return get_object_or_404(Board.objects.visible_to(request.user), slug=slug)


def _thread(request: HttpRequest, thread_id: int) -> Thread:
    return get_object_or_404(Thread.objects.visible_to(request.user).for_list(), pk=thread_id)


def _threads(request: HttpRequest, show: str, after: str, found: Board | None = None) -> dict[str, Any]:
    if show not in queries.FILTERS:
        words = _("Choose one of these: %(filters)s.") % {"filters": ", ".join(queries.FILTERS)}
        raise problems.Problem(422, errors={"show": [str(words)]})
    page = queries.threads(request.user, board=found, show=show, before=after, with_pinned=True)
    return listed(request, [row.thread for row in page.rows], page.older)
