"""The kinds of things that are signed. The area that has them registers each once, when it is imported."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from network.signing.models import SealedText

Told = Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Whoever signs, for which party. `member_id` is None for who comes by a personal link."""

    party: str
    name: str
    title: str = ""
    member_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What whoever holds a seal is shown of what was sealed, in words: a title, facts as (label, value), a note.

    `alarm` is said where what we keep is not what was sealed. `onward` says where to go on, `action` is the button's
    word and `path` its address.
    """

    title: str
    facts: Sequence[tuple[str, str]]
    note: str
    alarm: str
    onward: str
    action: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage of what was signed, in words: paragraphs, then a table, if it has rows."""

    heading: str
    paragraphs: Sequence[str] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The whole of a sealed text as its PDF words it. All of it comes from the document, in the active language.

    `parties` are those whom it binds, as (what they are, name); `signs_for` names, by party, for whom a signature is
    given; `zone` is that of the place, beside UTC; `name` begins the file's name, without an ending.
    """

    title: str
    parties: Sequence[tuple[str, str]]
    passages: Sequence[Passage]
    signs_for: Mapping[str, str]
    zone: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedKind:
    """`may_sign` is the rule, asked with the thing's key. `shown` is the page that verifies a seal, for anybody;
    `printed` the PDF, for who may read the text.

    `told` says which seals the area's streams tell of, by thing and version; `unlike` yields, in words, which rows
    beside a version do not say what its document says. Both are asked when the site is verified.
    """

    name: str
    may_sign: Callable[[int, Signer], bool]
    shown: Callable[[SealedText], Shown]
    printed: Callable[[SealedText], Printed]
    told: Callable[[], Told]
    unlike: Callable[[SealedText], Iterator[str]]


_kinds: dict[str, SignedKind] = {}


def register(kind: SignedKind) -> None:
    """Raises ValueError for a name that is taken."""
    if kind.name in _kinds:
        raise ValueError(f"{kind.name} is signed already")
    _kinds[kind.name] = kind


def kind_named(name: str) -> SignedKind:
    return _kinds[name]


def all_kinds() -> list[SignedKind]:
    return list(_kinds.values())
