"""Offices of the house, which it draws with a sign of its own beside a name: no text can imitate it.

Who runs the site is known here. What belonging to an agency or working for a programme means, higher features say:
each registers a relation of the member and what office its rows give.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Office:
    icon: str
    label: str | Promise


STAFF: Final = Office("shield-check", _("Kontor staff"))
Told = Callable[[Iterable[Any]], Office | None]
_relations: Final[dict[str, tuple[str, Told]]] = {}


def register(relation: str, told: Told, *, loads: str = "") -> None:
    """`relation` of the member gives an office as `told` says of its rows, which need `loads` beside them."""
    _relations[relation] = (f"{relation}__{loads}" if loads else relation, told)


def loading(path: str = "") -> list[str]:
    """What a list must prefetch so that offices ask nothing for each row; `path` leads to the member."""
    return [f"{path}__{needed}" if path else needed for needed, _told in _relations.values()]


def offices_of(member: Any) -> list[Office]:
    own = [STAFF] if member.is_staff else []
    given = [told(getattr(member, relation).all()) for relation, (_needed, told) in _relations.items()]
    return own + [office for office in given if office]
