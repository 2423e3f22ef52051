from dataclasses import dataclass
from typing import Final

from ground.tables import pages
from network.forums.facts import Replied, ThreadStarted
from network.forums.models import Post, ReadMark, Thread, ThreadFollow
from network.members.models import Member, Viewer
from realtime.notices import Notice
from realtime.streams import Event
from realtime.streams.facts import name_of

PAGE: Final = 50
_SAYING: Final = [name_of(ThreadStarted), name_of(Replied)]


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """Fifty posts of a thread, always the same fifty: numbers `first` to `first` + 49.

    `new_from` is the number of the first unread post where there is one; `mine` the viewer's own signs.
    """

    posts: list[Post]
    first: int
    last_number: int
    new_from: int | None
    read: int
    mine: str

    @property
    def earlier(self) -> int | None:
        return max(self.first - PAGE, 1) if self.first > 1 else None

    @property
    def later(self) -> int | None:
        return self.first + PAGE if self.last_number >= self.first + PAGE else None

    @property
    def is_last(self) -> bool:
        return self.later is None

    @property
    def reads_on(self) -> bool:
        """What comes at its end follows what the viewer has read."""
        return self.is_last and self.first <= self.read + 1

    @property
    def unread(self) -> int:
        return self.last_number - self.new_from + 1 if self.new_from else 0

    @property
    def new_page(self) -> int:
        """Where the page with the first unread post begins."""
        return page_of(self.new_from or self.last_number)

    @property
    def read_now(self) -> int | None:
        """How far the viewer has read by seeing this page: None where it moves nothing, or would skip posts."""
        seen = self.posts[-1].number if self.posts else 0
        return seen if seen > self.read and self.first <= self.read + 1 else None


def thread_page(thread: Thread, viewer: Viewer, start: int | None = None) -> ThreadPage:
    """The page that holds post `start`; without it the first unread post, or where the thread ends."""
    read = _read(thread, viewer)
    at = start or (min(read + 1, thread.last_number) if viewer.is_authenticated else 1)
    first = page_of(min(at, thread.last_number))
    posts = list(thread.posts.filter(number__gte=first, number__lt=first + PAGE).for_list())
    for post in posts:
        post.thread = thread
    return ThreadPage(
        posts=posts,
        first=first,
        last_number=thread.last_number,
        new_from=read + 1 if 0 < read < thread.last_number else None,
        read=read,
        mine=signs_of(viewer, posts),
    )


def posts_after(thread: Thread, number: int) -> tuple[list[Post], int]:
    """Fifty posts of a thread that follow the one of this number; with the number of the last, or 0 where all came."""
    rows, last = pages.page_of(thread.posts.filter(number__gt=number).for_list(), PAGE)
    return rows, last.number if last else 0


def page_of(number: int) -> int:
    """The first number of the page that a post is on."""
    return (max(number, 1) - 1) // PAGE * PAGE + 1


def signs_of(viewer: Viewer, posts: list[Post]) -> str:
    """The viewer's own signs on these posts, as the page carries them: `7:thanks 9:agree`."""
    if not viewer.is_authenticated:
        return ""
    own = [f"{post.pk}:{r.sign}" for post in posts for r in post.reactions.all() if r.member_id == viewer.pk]
    return " ".join(sorted(own))


def level_of(thread: Thread, viewer: Viewer) -> str:
    follow = viewer.is_authenticated and ThreadFollow.objects.filter(thread=thread, member=viewer).first()
    return follow.level if follow else ThreadFollow.Level.MENTIONS


def _read(thread: Thread, viewer: Viewer) -> int:
    if not viewer.is_authenticated:
        return 0
    mark = ReadMark.objects.filter(thread=thread, member=viewer).values_list("number", flat=True).first()
    return mark or 0


def number_at(stream_id: int, seq: int) -> int:
    """The number of the last post that a thread's stream tells of, up to this event."""
    said = Event.objects.filter(stream=stream_id, seq__lte=seq, fact__in=_SAYING).order_by("-seq").first()
    return int(said.told.number) if said and said.is_known else 0


def notices_seen(thread: Thread, member: Member, number: int) -> list[str]:
    """Where the member's unread notices of this thread lead, as far as posts up to this number go."""
    waiting = Notice.objects.filter(recipient=member.pk, read_at=None, event__stream=thread.stream_id)
    notices = list(waiting.select_related("event").order_by("id")[:200])
    notices = [notice for notice in notices if notice.event.is_known]
    posts = {notice.event.told.post_id for notice in notices}
    seen = set(thread.posts.filter(pk__in=posts, number__lte=number).values_list("pk", flat=True)) if posts else set()
    return [notice.path for notice in notices if notice.event.told.post_id in seen]
