"""Chapter: boards, threads and posts, told in the order of their moments, so that every stream is chained as it was.

Threads wait in a heap, each by the moment of its next post: what is kept in memory is the threads, never the posts.
Their lengths are as in life: many short ones, a few of thousands.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from config.demo.large.chains import Chain
from config.demo.large.tale import Tale
from config.demo.large.words import html_of
from ground.words import markdown
from ground.words.sectors import NAMES as SECTOR_NAMES
from network.forums.facts import AnswerAccepted, BoardOpened, Listed, ReactionChanged, Replied, Stirred, ThreadStarted
from network.forums.models import (
    Board,
    BoardFollow,
    Listing,
    Post,
    Reaction,
    ReadMark,
    Thread,
    ThreadFollow,
)

OPENED: Final = 1190
STEEP: Final = 1.2
"""How fast threads get rarer as they get longer (Pareto's exponent)."""
SIGNS: Final = Reaction.Sign.values


@dataclass(slots=True)
class Place:
    """A board. `readers` are those who may write on a closed one; empty where every member may."""

    key: int
    chain: Chain
    readers: list[int]
    threads: int = 0
    posts: int = 0
    last: tuple[datetime, int, int] | None = None


@dataclass(slots=True)
class Talk:
    """A thread. When each of its posts is written, and by whom, is known from the beginning."""

    place: Place
    length: int
    starts_at: datetime
    lasts: timedelta
    language: str
    is_question: bool
    voices: list[int]
    key: int = 0
    chain: Chain | None = None
    number: int = 0
    last_post: int = 0
    joined: dict[int, tuple[int, datetime]] = field(default_factory=dict)

    def moment(self, number: int) -> datetime:
        """Of the post of this number: they come quickly first, then slower."""
        if self.length == 1:
            return self.starts_at
        return self.starts_at + self.lasts * ((number - 1) / (self.length - 1)) ** 2

    def voice(self, number: int) -> int:
        return self.voices[(number * number - 1) % len(self.voices)]


def tell(tale: Tale) -> None:
    places = [_open(tale, number) for number in range(tale.size.boards)]
    waiting = [(talk.moment(1), number, talk) for number, talk in enumerate(_talks(tale, places))]
    heapq.heapify(waiting)
    accepted: list[tuple[Any, ...]] = []
    while waiting:
        at, number, talk = waiting[0]
        _say(tale, talk, at, accepted)
        if talk.number < talk.length:
            heapq.heapreplace(waiting, (talk.moment(talk.number + 1), number, talk))
        else:
            _leave(tale, talk)
            heapq.heappop(waiting)
    tale.writer.change(Thread, ("accepted_post", "accepted_at", "accepted_by"), accepted)
    _count(tale, places)


def _open(tale: Tale, number: int) -> Place:
    at = tale.ago(OPENED - number / 10)
    subject, name = _subject(tale, number)
    audience = ("members", "public", "members", "closed")[number % 4]
    keeper = tale.keeper
    chain = tale.chains.begin("board")
    board = tale.writer.put(
        Board,
        stream_id=chain.key,
        name=name,
        slug=f"large-{number}",
        about=f"What we know of it, and whom to ask. Board {number + 1}.",
        subject=subject,
        audience=audience,
        place=200 + number % 1000,
        opened_at=at,
    )
    tale.writer.put(Listing, board_id=board, member_id=keeper, moderates_since=at, listed_at=at)
    tale.chains.tell(BoardOpened(board_id=board), chain, by=keeper, at=at)
    listed = tale.rng.sample(tale.organisations, 10) if audience == "closed" else []
    for organisation in listed:
        listing = tale.writer.put(Listing, board_id=board, organisation_id=organisation, listed_at=at)
        tale.chains.tell(Listed(listing_id=listing), chain, by=keeper, at=at)
    followers = {*(member.pk for member in tale.cast.values()), *(tale.somebody() for _ in range(40))}
    for member in sorted(followers) if audience != "closed" else ():
        tale.writer.put(BoardFollow, board_id=board, member_id=member, followed_at=at, caught_up_at=tale.ago(30))
    return Place(board, chain, [tale.owners[organisation] for organisation in listed])


def _subject(tale: Tale, number: int) -> tuple[str, str]:
    sectors = list(SECTOR_NAMES.values())
    if number % 2:
        return "market", f"Selling in {tale.book.cities[number].name}"
    return "sector", f"{sectors[number // 2 % len(sectors)]} {number // 2 + 1}"


def _talks(tale: Tale, places: list[Place]) -> Iterator[Talk]:
    """Threads until all posts are given away."""
    rng, left = tale.rng, tale.size.posts
    while left > 0:
        length = min(left, tale.size.longest_thread, int(rng.paretovariate(STEEP)))
        left -= length
        place = places[int(len(places) * rng.random() ** 2)]
        starts_at = tale.ago(rng.uniform(0, OPENED - 130))
        room = (tale.now - starts_at).total_seconds()
        lasts = timedelta(seconds=room * rng.uniform(0.001, 0.3 if length < 200 else 0.95))
        voices = list(dict.fromkeys(_reader(tale, place) for _ in range(min(length, 2 + int(rng.random() * 30)))))
        yield Talk(place, length, starts_at, lasts, tale.book.language(), rng.random() < 0.4, voices)


def _reader(tale: Tale, place: Place) -> int:
    return tale.rng.choice(place.readers) if place.readers else tale.somebody()


def _begin(tale: Tale, talk: Talk, at: datetime, title: str) -> None:
    talk.chain = tale.chains.begin("thread")
    author = talk.voice(1)
    talk.key = tale.writer.put(
        Thread,
        stream_id=talk.chain.key,
        board_id=talk.place.key,
        kind="question" if talk.is_question else "discussion",
        title=title,
        author_id=author,
        started_at=at,
        last_number=talk.length,
        last_post_at=talk.moment(talk.length),
        last_poster_id=talk.voice(talk.length),
    )
    talk.place.threads += 1


def _say(tale: Tale, talk: Talk, at: datetime, accepted: list[tuple[Any, ...]]) -> None:
    rng, place = tale.rng, talk.place
    talk.number += 1
    number, author = talk.number, talk.voice(talk.number)
    texts = tale.book.say(talk.language)
    if number == 1:
        title = tale.book.entitle(talk.language)
        _begin(tale, talk, at, title)
    quoted = talk.last_post if number > 1 and rng.random() < 0.1 else None
    body = " ".join(texts)
    post = tale.writer.put(
        Post,
        thread_id=talk.key,
        number=number,
        author_id=author,
        body=body,
        html=html_of(body),
        html_version=markdown.VERSION,
        quoted_id=quoted,
        written_at=at,
    )
    tale.index.put(Post, post, [title, *texts] if number == 1 else texts)
    said = Replied(thread_id=talk.key, post_id=post, number=number)
    happened = ThreadStarted(thread_id=talk.key, post_id=post) if number == 1 else said
    _tell(tale, talk, happened, author, at, new=number == 1)
    talk.last_post = post
    talk.joined[author] = (number, talk.joined.get(author, (0, at))[1])
    place.posts += 1
    place.last = (at, talk.key, author)
    if rng.random() < 0.15:
        _react(tale, talk, post, author, at)
    asker = talk.voice(1)
    if talk.is_question and number == 2 and author != asker and rng.random() < 0.6:
        then = min(at + timedelta(seconds=90), tale.now)
        _tell(tale, talk, AnswerAccepted(thread_id=talk.key, post_id=post), asker, then)
        accepted.append((post, then, asker, talk.key))


def _tell(tale: Tale, talk: Talk, happened: Any, by: int, at: datetime, *, new: bool = False) -> None:
    """On the thread's stream, and on the board's that its row has changed."""
    assert talk.chain is not None
    tale.chains.tell(happened, talk.chain, by=by, at=at)
    tale.chains.tell(Stirred(thread_id=talk.key, new=new), talk.place.chain, by=by, at=at)


def _react(tale: Tale, talk: Talk, post: int, author: int, at: datetime) -> None:
    assert talk.chain is not None
    for member in sorted({_reader(tale, talk.place) for _ in range(2)} - {author}):
        sign, then = tale.rng.choice(SIGNS), min(at + timedelta(seconds=30), tale.now)
        tale.writer.put(Reaction, post_id=post, member_id=member, sign=sign, at=then)
        tale.chains.tell(ReactionChanged(post_id=post, sign=sign, given=True), talk.chain, by=member, at=then)


def _leave(tale: Tale, talk: Talk) -> None:
    """All is said: who wrote has read to their own last post, and hears of every reply."""
    for member, (number, since) in talk.joined.items():
        at = talk.moment(number)
        tale.writer.put(ReadMark, member_id=member, thread_id=talk.key, number=number, at=at)
        tale.writer.put(ThreadFollow, member_id=member, thread_id=talk.key, level="watch", since=since)
    talk.joined, talk.voices = {}, []


def _count(tale: Tale, places: list[Place]) -> None:
    names = ("thread_count", "post_count", "last_post_at", "last_thread", "last_poster")
    last = [(place, place.last or (None, None, None)) for place in places]
    tale.writer.change(Board, names, [(place.threads, place.posts, *when, place.key) for place, when in last])
