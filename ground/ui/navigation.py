"""The bar's sections and what is in each: an area registers its own when the program starts.

A section is where one goes (*Talk*); its entries are the pages that one finds there (*Forums*, *Messages*). The section
opens the first of them that its reader may see. What is for wide windows alone stands, on a phone, among the entries of
another section.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import Promise

Words = str | Promise
MEMBERS: Final = "members"
VISITORS: Final = "visitors"
EVERYBODY: Final = "everybody"


@dataclass(frozen=True, slots=True)
class Section:
    """`rank` orders them, low first. `on_phones_under`: the section that holds this one where the window is narrow."""

    name: str
    label: Words
    icon: str
    rank: int
    on_phones_under: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of a section.

    It is the current one while a view answers of one of its `homes`: modules, or names of routes, which go before
    modules. `rank` orders the entries of a section, low first; `audience` is MEMBERS, VISITORS or EVERYBODY. `badge` is
    a template that counts what is new there, drawn in the line of the section's pages.
    """

    section: str
    label: Words
    route: str
    homes: tuple[str, ...]
    rank: int
    audience: str = MEMBERS
    badge: str = ""


@dataclass(slots=True)
class Link:
    """What a template draws. `current` is the value of aria-current: page, true or nothing."""

    label: Words
    url: str
    icon: str = ""
    current: str = ""
    badge: str = ""
    # "wide" windows alone, or "phone"s alone; empty: both.
    only: str = ""
    # Whether a section that it holds on phones is the current one.
    holds_current: bool = False
    entries: list["Link"] = field(default_factory=list)


_sections: Final[dict[str, Section]] = {}
_entries: Final[list[Entry]] = []


def add_sections(*sections: Section) -> None:
    """Raises ValueError for a name that is taken."""
    for section in sections:
        if section.name in _sections:
            raise ValueError(f"there is a section called {section.name}")
        _sections[section.name] = section


def add_entries(*entries: Entry) -> None:
    _entries.extend(entries)
    _entries.sort(key=lambda entry: entry.rank)


def sections_for(request: HttpRequest) -> list[Link]:
    """The sections that this reader has, with their entries and with what is current marked."""
    current = _current(request)
    found = {}
    for section in sorted(_sections.values(), key=lambda one: one.rank):
        shown = [entry for entry in _entries if entry.section == section.name and _may_see(entry, request)]
        links = [(entry, link) for entry in shown if (link := _link(entry, request, entry is current))]
        if links:
            found[section.name] = _section_link(section, [link for _, link in links], current)
    for section in sorted(_sections.values(), key=lambda one: one.rank):
        if section.name in found and section.on_phones_under in found:
            found[section.name].only = "wide"
            _hold(found[section.on_phones_under], found[section.name])
    return list(found.values())


def url_of(route: str) -> str:
    """Its address; nothing where there is no such route."""
    return _url_of(route, get_script_prefix(), settings.ROOT_URLCONF)


@lru_cache(maxsize=1024)
def _url_of(route: str, _prefix: str, _routes: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _section_link(section: Section, entries: list[Link], current: Entry | None) -> Link:
    is_here = current is not None and current.section == section.name
    marks = [link.current for link in entries if link.current]
    here = marks[0] if marks and entries[0].current else "true" if is_here else ""
    return Link(section.label, entries[0].url, section.icon, here, entries=entries)


def _hold(holder: Link, held: Link) -> None:
    """Let a section for wide windows be found on a phone too."""
    holder.entries = [*holder.entries, Link(held.label, held.url, held.icon, held.current, only="phone")]
    holder.holds_current = holder.holds_current or bool(held.current)


def _link(entry: Entry, request: HttpRequest, is_current: bool) -> Link | None:
    url = url_of(entry.route)
    if not url:
        return None
    current = ("page" if request.path == url else "true") if is_current else ""
    return Link(entry.label, url, current=current, badge=entry.badge)


def _may_see(entry: Entry, request: HttpRequest) -> bool:
    is_member = hasattr(request, "user") and request.user.is_authenticated
    return entry.audience in (EVERYBODY, MEMBERS if is_member else VISITORS)


def _current(request: HttpRequest) -> Entry | None:
    """The entry whose page this is. A route's name goes before a module."""
    match = request.resolver_match
    if match is None:
        return None
    module = getattr(match.func, "__module__", "")
    by_route = [entry for entry in _entries if match.view_name in entry.homes]
    by_module = [entry for entry in _entries if any(_holds(home, module) for home in entry.homes)]
    return next(iter([*by_route, *by_module]), None)


def _holds(home: str, module: str) -> bool:
    return module == home or module.startswith(f"{home}.")
