"""What the chapters of the large demo share: one generator, one present, the writer, and keys of what was written."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from config.demo import names
from config.demo.large.chains import Chains
from config.demo.large.sizes import Size
from config.demo.large.words import Index, Phrasebook
from config.demo.large.writing import Writer
from ground.places.gazetteer import Found
from landings.programmes.models import Programme
from network.members.models import Member
from network.organisations.models import Organisation

if TYPE_CHECKING:
    from config.demo.large.people import House

SEED: Final = 1670


@dataclass
class Tale:
    """`cast` holds the story's members by their role: they take part, so that their own lists are long too. `keeper`
    opens boards, `kadehuis` is the house of the story's host. `members` begins with the cast.
    """

    size: Size
    now: datetime
    cast: dict[str, Member]
    keeper: int
    kadehuis: Organisation
    rng: Random = field(default_factory=lambda: Random(SEED))
    organisations: list[int] = field(default_factory=list)
    hosts: "list[House]" = field(default_factory=list)
    firms: "list[House]" = field(default_factory=list)
    reviewers: list[int] = field(default_factory=list)
    programmes: list[Programme] = field(default_factory=list)
    criteria: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    questions: dict[int, list[list[str]]] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.members = [member.pk for member in self.cast.values()]
        self.writer = Writer()
        self.chains = Chains(self.writer, self.rng)
        self.index = Index(self.writer)
        self.book = Phrasebook(self.rng, self.size.sentences)
        self.homes: list[Found] = [place for place in self.book.cities if place.country == "CA"]
        self.given = sorted({name for some in names.GIVEN.values() for name in some.split()})
        self.family = sorted({name for some in names.FAMILY.values() for name in some.split()})

    def ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)

    def somebody(self) -> int:
        """A member; the first speak most, the story's own among them."""
        at = int(len(self.members) * self.rng.random() ** 3)
        return self.members[at]
