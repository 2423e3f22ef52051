from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact
from realtime.tellings import told_to_nobody


@fact("board.opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class BoardOpened:
    board_id: int


@fact("board.changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class BoardChanged:
    board_id: int


@fact("board.listed")
@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    listing_id: int


@fact("board.unlisted")
@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted:
    listing_id: int


@fact("board.stirred")
@dataclass(frozen=True, slots=True, kw_only=True)
class Stirred:
    """A thread's row in the board's list has changed: it is new, was replied to, locked, answered, removed…"""

    thread_id: int
    new: bool = False


@fact("thread.started")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadStarted:
    thread_id: int
    post_id: int
    number: int = 1


@fact("thread.replied")
@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    thread_id: int
    post_id: int
    number: int


@fact("thread.retitled")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRetitled:
    thread_id: int


@fact("thread.locked")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadLocked:
    thread_id: int


@fact("thread.unlocked")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadUnlocked:
    thread_id: int


@fact("thread.pinned")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPinned:
    thread_id: int


@fact("thread.unpinned")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadUnpinned:
    thread_id: int


@fact("thread.removed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRemoved:
    thread_id: int


@fact("thread.answer_accepted")
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAccepted:
    """`before_id` is the post that was the answer until now, if any."""

    thread_id: int
    post_id: int
    before_id: int | None = None


@fact("thread.answer_withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWithdrawn:
    thread_id: int
    post_id: int


@fact("post.edited")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostEdited:
    thread_id: int
    post_id: int
    version: int


@fact("post.deleted")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostDeleted:
    thread_id: int
    post_id: int


@fact("post.hidden")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostHidden:
    thread_id: int
    post_id: int


@fact("post.restored")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostRestored:
    thread_id: int
    post_id: int


@fact("post.reaction_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionChanged:
    post_id: int
    sign: str
    given: bool


@fact("report.made")
@dataclass(frozen=True, slots=True, kw_only=True)
class PostReported:
    report_id: int


@fact("report.closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportClosed:
    report_id: int
    outcome: str


lets_see(ThreadStarted, Replied, public=("thread_id", "post_id", "number"))
lets_see(
    ThreadRetitled, ThreadLocked, ThreadUnlocked, ThreadPinned, ThreadUnpinned, ThreadRemoved, public=("thread_id",)
)
lets_see(AnswerWithdrawn, PostDeleted, PostHidden, PostRestored, public=("thread_id", "post_id"))
lets_see(AnswerAccepted, public=("thread_id", "post_id", "before_id"))
lets_see(PostEdited, public=("thread_id", "post_id", "version"))
lets_see(ReactionChanged, public=("post_id", "sign", "given"))
lets_see(Stirred, public=("thread_id", "new"))
lets_see(BoardOpened, BoardChanged, public=("board_id",))
lets_see(PostReported, ReportClosed, staff=("report_id",))
told_to_nobody(Stirred, because="a row of the board's list, which it moves")
told_to_nobody(
    BoardOpened, BoardChanged, Listed, Unlisted, because="the office's own work: a board shows how it is now"
)
told_to_nobody(
    ThreadRetitled,
    ThreadLocked,
    ThreadUnlocked,
    ThreadPinned,
    ThreadUnpinned,
    ThreadRemoved,
    because="the thread's head shows how it is now",
)
told_to_nobody(
    PostDeleted,
    PostHidden,
    PostRestored,
    AnswerWithdrawn,
    ReactionChanged,
    because="the post itself shows it, in its place",
)
told_to_nobody(ReportClosed, because="it is said to nobody that they were reported, nor by whom")
