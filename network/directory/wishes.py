"""What is asked of the directory, read from an address that anybody may have typed."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from ground.web import page_keys

FACETS = {
    "organisations": ("kind", "sector", "service", "country", "sought", "served", "language", "hours"),
    "members": ("belongs", "country", "language", "hours"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """`chosen` holds a value for each facet that is set; `after` is the key of the last row seen."""

    show: str
    text: str
    chosen: dict[str, str]
    after: int = 0

    def without(self, facet: str) -> "Wish":
        return replace(self, chosen={name: value for name, value in self.chosen.items() if name != facet}, after=0)

    def showing(self, show: str) -> "Wish":
        """The same words and what both lists know, in the other list."""
        kept = {name: value for name, value in self.chosen.items() if name in FACETS[show]}
        return Wish(show, self.text, kept)

    def address(self, **more: Any) -> str:
        """The query of this wish, beginning with a question mark."""
        parts = {"show": self.show if self.show != "organisations" else "", "q": self.text, **self.chosen, **more}
        return "?" + urlencode({name: value for name, value in parts.items() if value})


def wish_from(asked: QueryDict) -> Wish:
    """What cannot be understood is not wished."""
    show = "members" if asked.get("show") == "members" else "organisations"
    chosen = {name: value[:40] for name in FACETS[show] if (value := asked.get(name, ""))}
    after = page_keys.number(asked.get("after", "")) or 0
    return Wish(show, " ".join(asked.get("q", "").replace("\0", "").split())[:200], chosen, after)
