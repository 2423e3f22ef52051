"""What the chapters share: one random generator, one present, and the people and houses made so far."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from config.demo import names
from landings.hosts.models import SlotOffer
from landings.programmes.models import Programme
from network.members.models import Member
from network.organisations.models import Organisation


@dataclass
class Story:
    now: datetime
    rng: Random = field(default_factory=lambda: Random(1669))
    cast: dict[str, Member] = field(default_factory=dict)
    firms: list[tuple[Organisation, Member]] = field(default_factory=list)
    hosts: list[tuple[Organisation, Member]] = field(default_factory=list)
    offers: list[SlotOffer] = field(default_factory=list)
    agencies: list[Organisation] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    _programme: Programme | None = None

    @property
    def programme(self) -> Programme:
        if self._programme is None:
            self._programme = Programme.objects.get(slug="cdmn")
        return self._programme

    def ago(self, days: float = 0, hours: float = 0) -> datetime:
        return self.now - timedelta(days=days, hours=hours)

    def name(self, country: str) -> str:
        """A name that nobody in the story has yet."""
        while True:
            given, family = self._pick(names.GIVEN, country), self._pick(names.FAMILY, country)
            if (name := f"{given} {family}") not in self.used:
                self.used.add(name)
                return name

    def _pick(self, table: dict[str, str], country: str) -> str:
        """Where a country's names run out, another's serve: people move."""
        home = self.rng.random() < 0.75
        words = table[country if home and country in table else self.rng.choice(sorted(table))]
        return self.rng.choice(words.split())
