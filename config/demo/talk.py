"""Chapter: what is said in the forums, from two months ago until minutes ago, told in the order of its moments."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from config.demo import spoken
from config.demo.spoken import Place, Spoken, Talk
from config.demo.story import Story
from network.directory import actions as directory
from network.forums.actions import answers, boards, moderation, posts, reading, threads
from network.forums.facts import ReactionChanged
from network.forums.models import Board, Listing, Post, Reaction, Thread
from network.members.models import Member
from realtime.jobs.queue import Job
from realtime.streams import publish

ALUMNI = 32
OPENED = timedelta(days=59)
TRAYS = 2  # Days of talk that are still in people's trays.
# Hours since each of the cast looked last: what came later is unread.
LOOKED = {"founder": 5, "host": 7, "commissioner": 6, "officer": 9, "exhibitor": 4}
FOLLOWED = {
    "founder": ["money", "contracts", "selling", "europe", "ocean", "alumni"],
    "host": ["contracts", "people", "europe"],
    "commissioner": ["selling", "europe", "asia"],
    "officer": ["alumni", "people"],
    "exhibitor": ["selling", "ocean", "alumni", "money"],
}
# What somebody has chosen for a board beside following it.
LEVELS = {"alumni": {"officer": "watch"}, "ocean": {"commissioner": "mute"}}
# What waits for the moderators of these boards: why, in whose words, how many hours since.
REPORTED = (
    ("alumni", "other", "This is rather a question for the office. Could you move it?", 1.2),
    ("selling", "private", "Names a buyer who may not want to be named.", 2.4),
    ("europe", "other", "Said twice: the same stands in the thread on letters.", 0.8),
)


@dataclass(frozen=True)
class Step:
    at: datetime
    take: Callable[[], None]


def tell(story: Story) -> None:
    _Forum(story).tell()


class _Forum:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.people = people_of(story)
        self.names = {key: member.name for key, member in self.people.items()}
        self.boards: dict[str, Board] = {}
        self.told: dict[int, Post] = {}
        self.given: list[Reaction] = []

    def tell(self) -> None:
        places = spoken.places(settings.BASE_DIR / spoken.FOLDER)
        keeper = _keeper(self.story)
        for place in places:
            self.boards[place.slug] = self._open(place, keeper)
        steps = [step for place in places for step in self._steps(place)]
        for step in sorted([*steps, *self._visits()], key=lambda step: step.at):
            step.take()
        Reaction.objects.bulk_create(self.given)
        for slug, reason, words, hours in REPORTED:
            self._report(slug, reason, words, self.story.ago(hours=hours))
        _make_searchable()
        forgotten = Job.objects.filter(handler__startswith="network.forums.notices.")
        forgotten.filter(due_at__lt=self.story.ago(TRAYS)).delete()

    def _open(self, place: Place, keeper: Member) -> Board:
        head, at = place.head, self.story.now - OPENED
        board = Board(slug=place.slug, name=head["name"], about=head["about"], subject=head["subject"])
        board.icon, board.audience, board.place = head["icon"], head["audience"], int(head["place"])
        board.translations = {
            code: {head[name]: head[f"{name} {code}"] for name in ("name", "about")} for code in ("fr", "es")
        }
        boards.open_board(board, by=keeper, now=at)
        for key in head["moderators"].split(", "):
            boards.list_member(board.pk, self.people[key], moderates=True, by=keeper.pk, now=at)
        if board.is_closed:
            for firm, _founder in self.story.firms[:ALUMNI]:
                boards.list_organisation(board.pk, firm, by=keeper.pk, now=at)
        for role, slugs in FOLLOWED.items():
            if place.slug in slugs:
                boards.follow(board, by=self.story.cast[role], now=at)
        for role, level in LEVELS.get(place.slug, {}).items():
            boards.set_board_level(board, by=self.story.cast[role], level=level, now=at)
        return board

    def _steps(self, place: Place) -> Iterator[Step]:
        for talk in place.talks:
            for number, post in enumerate(talk.posts):
                yield from self._post(place, talk, number, post)

    def _post(self, place: Place, talk: Talk, number: int, post: Spoken) -> Iterator[Step]:
        at = self.story.now - post.ago
        yield Step(at, lambda: self._say(place, talk, number, post, at))
        if post.pinned:
            yield Step(at + timedelta(minutes=1), lambda: self._pin(post, at + timedelta(minutes=1)))
        if post.accepted is not None:
            then = at + post.accepted
            yield Step(then, lambda: self._accept(talk, post, then))
        for sign, count in post.signs.items():
            for who in self._givers(place, post, count):
                then = at + (self.story.now - at) * self.story.rng.uniform(0.02, 0.6)
                yield Step(then, lambda who=who, sign=sign, then=then: self._react(post, who, sign, then))  # type: ignore[misc]

    def _givers(self, place: Place, post: Spoken, count: int) -> list[str]:
        among = self.story.firms[:ALUMNI] if place.head["audience"] == "closed" else self.story.firms
        keys = [key for key in (f"firm {number}" for number in range(len(among))) if key != post.who]
        return self.story.rng.sample([key for key in keys if self.names[key] != self.names[post.who]], count)

    def _say(self, place: Place, talk: Talk, number: int, post: Spoken, at: datetime) -> None:
        by, body = self.people[post.who], spoken.with_names(post.body, self.names)
        if number == 0:
            board = self.boards[place.slug]
            said = threads.start(board.pk, by=by, kind=talk.kind, title=talk.title, body=body, now=at)
        else:
            thread = self.told[id(talk.posts[0])].thread_id
            said = posts.reply(thread, by=by, body=body, quoted_id=self._quoted(talk, number), now=at)
        self.told[id(post)] = said

    def _quoted(self, talk: Talk, number: int) -> int | None:
        """Who comes back to a thread after days quotes the post before."""
        before = talk.posts[number - 1]
        return self.told[id(before)].pk if before.ago - talk.posts[number].ago > timedelta(days=2) else None

    def _pin(self, post: Spoken, at: datetime) -> None:
        threads.pin(self.told[id(post)].thread_id, by=self.people[post.who], now=at)

    def _accept(self, talk: Talk, post: Spoken, at: datetime) -> None:
        answers.accept(self.told[id(post)].pk, by=self.people[talk.posts[0].who], now=at)

    def _react(self, post: Spoken, who: str, sign: str, at: datetime) -> None:
        """As the action does, without asking again who may: there are hundreds of them."""
        said, by = self.told[id(post)], self.people[who]
        self.given.append(Reaction(post=said, member=by, sign=sign, at=at))
        happened = ReactionChanged(post_id=said.pk, sign=sign, given=True)
        publish(happened, to=said.thread.stream, by=by.pk, at=at)

    def _report(self, slug: str, reason: str, words: str, at: datetime) -> None:
        """The newest message of a board that somebody else than its moderators wrote."""
        here = Post.objects.filter(thread__board__slug=slug, written_at__lt=at)
        moderators = Listing.objects.filter(board__slug=slug).exclude(moderates_since=None).values("member_id")
        post = here.exclude(author__in=moderators).order_by("-written_at", "-pk")[0]
        readers = [founder for _firm, founder in self.story.firms[5:ALUMNI]]
        who = next(one for one in readers if one.pk != post.author_id)
        moderation.report(post.pk, by=who, reason=reason, words=words, now=at)

    def _visits(self) -> Iterator[Step]:
        for role, hours in LOOKED.items():
            at = self.story.ago(hours=hours)
            yield Step(at, lambda member=self.story.cast[role], at=at: self._visit(member, at))  # type: ignore[misc]

    def _visit(self, member: Member, at: datetime) -> None:
        """Read what there is on the boards that the member follows, but for a thread or two."""
        found = Thread.objects.filter(board__follows__member=member).order_by("pk")
        for thread in found:
            if self.story.rng.random() > 0.1:
                reading.read_to(thread, by=member, number=thread.last_number, now=at)


def people_of(story: Story) -> dict[str, Member]:
    """Everybody who speaks, by what the files call them."""
    firms = {f"firm {number}": founder for number, (_firm, founder) in enumerate(story.firms)}
    colleague = Member.objects.get(memberships__organisation=story.agencies[1])
    hosts = {house.name: manager for house, manager in story.hosts}
    return {**firms, **hosts, **story.cast, "colleague": colleague}


def _keeper(story: Story) -> Member:
    """Who opens the boards: staff of Kontor, without a log-in."""
    keeper = Member(email="keeper@kontor.example", name="Ottoline Quayle", headline="Keeps Kontor’s boards")
    keeper.country, keeper.city, keeper.time_zone = "CA", "Halifax", "America/Halifax"
    keeper.joined_at, keeper.is_staff = story.ago(900), True
    keeper.set_unusable_password()
    keeper.save()
    return keeper


def _make_searchable() -> None:
    """All at once, instead of by one reaction for each post."""
    Job.objects.filter(handler__endswith=".index_post").delete()
    directory.put_all(Post, Post.objects.select_related("thread"))
