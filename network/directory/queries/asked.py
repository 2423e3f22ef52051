"""What is asked of the directory, read from an address that anybody may have typed."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from ground.web import page_keys
from network.directory.queries.facets import OF_MEMBERS, OF_ORGANISATIONS

LISTS = {"organisations": OF_ORGANISATIONS, "members": OF_MEMBERS}
FACETS = {name: tuple(facet.name for facet in facets) for name, facets in LISTS.items()}


@dataclass(frozen=True, slots=True)
class DirectoryQuery:
    """`chosen` holds a value for each facet that is set; `after` is the key of the last row seen."""

    show: str
    text: str
    chosen: dict[str, str]
    after: int = 0

    def without(self, facet: str) -> "DirectoryQuery":
        return replace(self, chosen={name: value for name, value in self.chosen.items() if name != facet}, after=0)

    def showing(self, show: str) -> "DirectoryQuery":
        """The same words and what both lists know, in the other list."""
        kept = {name: value for name, value in self.chosen.items() if name in FACETS[show]}
        return DirectoryQuery(show, self.text, kept)

    def address(self, **more: Any) -> str:
        """The query of this asked, beginning with a question mark."""
        parts = {"show": self.show if self.show != "organisations" else "", "q": self.text, **self.chosen, **more}
        return "?" + urlencode({name: value for name, value in parts.items() if value})


def query_from(asked: QueryDict) -> DirectoryQuery:
    """What cannot be understood is not asked for."""
    show = "members" if asked.get("show") == "members" else "organisations"
    chosen = {name: value[:40] for name in FACETS[show] if (value := asked.get(name, ""))}
    after = page_keys.number(asked.get("after", "")) or 0
    return DirectoryQuery(show, " ".join(asked.get("q", "").replace("\0", "").split())[:200], chosen, after)
