"""What higher features add to an organisation's page: a piece below its name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class PagePart:
    """`shown(organisation, viewer, now)` are the `words` that `template` is drawn with; the viewer may be a visitor."""

    template: str
    shown: Callable[[Any, Any, datetime], dict[str, Any]]


_parts: Final[list[PagePart]] = []


def add_to_page(part: PagePart) -> None:
    _parts.append(part)


def page_parts() -> list[PagePart]:
    return list(_parts)
