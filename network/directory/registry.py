"""What the search over everything asks: each feature registers its own source from `wiring.py`.

    register(SearchSource("threads", label=_("Threads"), find=find_threads))

`find(member, text, limit)` returns what this member may see, best first, at most `limit`, in a fixed number of queries.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from network.members.models import Member
from network.members.registry import Office


@dataclass(frozen=True, slots=True)
class Found:
    """One line of an answer: its title, where it leads, what tells it from others of that name; a person's offices."""

    title: str
    url: str
    note: str = ""
    icon: str = "search"
    offices: Sequence[Office] = ()


@dataclass(frozen=True, slots=True)
class SearchSource:
    """`more(text)` is the address of all that this source finds, where it has such a page."""

    name: str
    label: str | Promise
    find: Callable[[Member, str, int], Sequence[Found]]
    more: Callable[[str], str] | None = None


_sources: dict[str, SearchSource] = {}


def register(source: SearchSource) -> None:
    if source.name in _sources:
        raise ValueError(f"two sources of the search are called {source.name}")
    _sources[source.name] = source


def all_sources() -> list[SearchSource]:
    """In the order of registration, which is the order on the page."""
    return list(_sources.values())
