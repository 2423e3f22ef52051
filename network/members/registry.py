"""What higher features add to members: offices, and parts of a member's page.

Offices of the house are drawn with a sign of its own beside a name: no text can imitate it. Who runs the site is known
here. What belonging to an agency or working for a programme means, higher features say: each registers a relation of
the member and what office its rows give.

And what becomes of what somebody had begun, when staff block them: each feature says it for its own (`when_blocked`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ground.tables.beside import Beside, holds


@dataclass(frozen=True, slots=True)
class Office:
    icon: str
    label: str | Promise


STAFF: Final = Office("shield-check", _("Kontor staff"))
Told = Callable[[Iterable[Any]], Office | None]
Blocked = Callable[[int, datetime], object]
_blocked: Final[list[Blocked]] = []
_relations: Final[dict[str, Told]] = {}
_besides: Final[dict[str, Beside]] = {}


def register(relation: str, told: Told, *, loads: str = "") -> None:
    """`relation` of the member gives an office as `told` says of its rows, which need `loads` beside them."""
    _relations[relation] = told
    _besides[relation] = Beside(get_user_model, relation, lambda rows: rows.select_related(*[loads] if loads else []))


def when_blocked(do: Blocked) -> None:
    """`do(member_id, now)` is called in the transaction that blocks a member."""
    _blocked.append(do)


def is_blocked(member_id: int, now: datetime) -> None:
    """The features hear of it."""
    for do in _blocked:
        do(member_id, now)


def loading(path: str = "") -> list[str]:
    """What a list must prefetch so that offices ask nothing for each row; `path` leads to the member."""
    return [f"{path}__offices" if path else "offices"]


def beside(*, but: str = "") -> list[Beside]:
    """The same, in statements worded once; without one relation, which the list reads itself."""
    return [asked for relation, asked in _besides.items() if relation != but]


class Offices:
    """`member.offices`, told of what its relations hold; `prefetch_related(*loading(…))` lays them beside many.

    It is what Django asks of a relation that can be prefetched (`django.db.models.query.prefetch_one_level`).
    """

    def __get__(self, member: Any, _owner: Any = None) -> Any:
        return self if member is None else _offices_of(member)

    def is_cached(self, member: Any) -> bool:
        return all(holds(member, relation) for relation in _relations)

    def get_prefetch_querysets(self, members: Sequence[Any], _querysets: Any = None) -> tuple[Any, ...]:
        for asked in _besides.values():
            asked.ask(members)()
        return [], None, lambda member: member.pk, True, "_has_offices_beside", True


@dataclass(frozen=True, slots=True)
class ProfilePart:
    """A part of a member's page as another member sees it. `shown(member, viewer, now)` are the words that `template`
    is drawn with; a `stream` among them is what the page follows: one part has it. `own`: one sees it on one's own
    page, too.
    """

    template: str
    shown: Callable[[Any, Any, datetime], dict[str, Any]]
    own: bool = False


_parts: Final[list[ProfilePart]] = []


def add_to_profile(part: ProfilePart) -> None:
    _parts.append(part)


def profile_parts() -> list[ProfilePart]:
    return list(_parts)


def _offices_of(member: Any) -> list[Office]:
    own = [STAFF] if member.is_staff else []
    given = [told(getattr(member, relation).all()) for relation, told in _relations.items()]
    return own + [office for office in given if office]
