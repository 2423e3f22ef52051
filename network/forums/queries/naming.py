"""Words that are about to be said: their HTML, whom they name, and where a name fits several. Read before any lock."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, IntegerField, Value, When
from django.template.loader import render_to_string
from django.urls import reverse

from ground.words import markdown
from ground.words.columns import name_key
from ground.words.mentions import Ending, Named, endings
from network.forums.models import Board, Post, Thread
from network.members.models import Member
from network.members.registry import loading

MOST_ALIKE = 4


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it will be kept: whom it names, by their number; and the members that one name of it fits alike."""

    body: str
    html: str
    people: dict[int, str] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()


def written(body: str, board_of: Callable[[], Board | None]) -> Written:
    """Parse a text and look for the members it names, if it names any: readers of the board."""
    page = markdown.parse(body)
    board = board_of() if page.calls else None
    if board is None:
        return Written(body, page.html())
    ways = [endings(call) for call in page.calls]
    known = _known(board, {way.name for call in ways for way in call})
    meant = {place: hits for place, call in enumerate(ways) if (hits := _meant(call, known))}
    named = {
        place: Named(way.length, people[0].name, address_of(people[0].pk)) for place, (way, people) in _sure(meant)
    }
    return Written(
        body,
        html=page.html(named),
        people={people[0].pk: people[0].name for _place, (_way, people) in _sure(meant)},
        unclear=next((_offers(people) for _way, people in meant.values() if len(people) > 1), ()),
    )


Hits = tuple[Ending, Sequence[Member]]


def _sure(meant: dict[int, Hits]) -> Iterable[tuple[int, Hits]]:
    return ((place, hits) for place, hits in meant.items() if len(hits[1]) == 1)


def _meant(call: list[Ending], known: dict[str, list[Member]]) -> Hits | None:
    """Whom the longest known name means: one, or all that have it where no number says which."""
    way = next((way for way in call if name_key(way.name) in known), None)
    if way is None:
        return None
    people = [person for person in known[name_key(way.name)] if way.number in (None, person.pk)]
    exactly = [person for person in people if person.name == way.name]
    return (way, exactly or people) if people else None


def _known(board: Board, names: set[str]) -> dict[str, list[Member]]:
    """By folded name: `@zoe muller` means Zoë Müller."""
    known: dict[str, list[Member]] = {}
    readers = board.readers().filter(folded_name__in=set(map(name_key, names)))
    for person in readers.only("pk", "name", "folded_name", "headline").order_by("pk"):
        known.setdefault(person.folded_name, []).append(person)
    return known


def _offers(people: Sequence[Member]) -> tuple[str, ...]:
    """What to write for each of several with one name."""
    words = [f"@{person.name}#{person.pk}" for person in people[:MOST_ALIKE]]
    said = [person.headline for person in people[:MOST_ALIKE]]
    return tuple(f"{word} ({line})" if line else word for word, line in zip(words, said, strict=True))


def board_of(thread_id: int) -> Board | None:
    found = Thread.objects.select_related("board").filter(pk=thread_id).first()
    return found.board if found else None


def board_of_post(post_id: int) -> Board | None:
    found = Post.objects.select_related("thread__board").filter(pk=post_id).first()
    return found.thread.board if found else None


def address_of(member_id: int) -> str:
    return reverse("network:member", args=[member_id])


def people_to_name(board: Board, typed: str, thread_id: int | None = None, limit: int = 8) -> list[dict[str, str]]:
    """For the picker: readers whose name holds what was typed, the thread's own first, and what to insert for each."""
    found = board.readers().filter(folded_name__contains=name_key(typed))
    near = found.annotate(near=_nearness(board, thread_id)).prefetch_related(*loading())
    return [
        {
            "id": str(one.pk),
            "name": one.name,
            "headline": one.headline,
            "signs": render_to_string("ui/_offices.html", {"offices": one.offices}),
            "insert": f"{one.name}#{one.pk}",
        }
        for one in near.order_by("near", "folded_name", "pk")[:limit]
    ]


def _nearness(board: Board, thread_id: int | None) -> Case:
    here = Thread.objects.filter(pk=thread_id or 0, board=board, removed_at=None)
    speakers = Post.objects.standing().filter(thread__in=here).values("author_id")
    return Case(When(pk__in=speakers, then=Value(0)), default=Value(1), output_field=IntegerField())
