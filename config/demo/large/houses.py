"""Chapters: the programmes, whose documents are published as any other; and the hosts' sites and desks."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

from django.conf import settings

from config.demo.large.people import House
from config.demo.large.tale import Tale
from config.demo.people import SECTORS
from config.demo.places import FILE, SERVICES
from ground.places.gazetteer import Found
from landings.hosts.models import Site, SlotOffer
from landings.programmes.actions import publishing
from landings.programmes.models import Officer, Programme
from landings.programmes.rules import documents

DESKS: Final = 40
SLUG: Final = "large"


@dataclass(slots=True)
class Desks:
    """An offer, and from which day on each of its desks is free."""

    offer: int
    site: int
    house: House
    services: list[str]
    free_from: list[date] = field(default_factory=lambda: [date.min] * DESKS)

    def take(self, starts_on: date, ends_on: date) -> int | None:
        """The number of a desk, from 1, that is free from this day on; stays come in the order of their first days."""
        for at, free in enumerate(self.free_from):
            if free <= starts_on:
                self.free_from[at] = ends_on
                return at + 1
        return None


def publish_programmes(tale: Tale) -> None:
    """Before all else: they go through the product's own action, which numbers its rows itself."""
    told = documents.load((settings.BASE_DIR / FILE).read_bytes())
    year = tale.now.year
    for number in range(tale.size.programmes):
        document = {**deepcopy(told), "slug": f"{SLUG}-{number + 1}", "name": f"Soft Landing {number + 1}"}
        document["funds"] = [
            {"year": each, "amount": 400_000 * 800, "expires_on": f"{each + 1}-04-01"}
            for each in range(year - 4, year + 2)
        ]
        publishing.load(document, by=None, note="First version", now=tale.ago(1500))
        programme = Programme.objects.select_related("current", "stream").get(slug=document["slug"])
        for role in ("officer", "finance"):
            Officer.objects.create(programme=programme, member=tale.cast[role], role=role, since=tale.ago(1400))
        for reviewer in tale.reviewers:
            Officer.objects.create(programme=programme, member_id=reviewer, role="reviewer", since=tale.ago(1400))
        tale.criteria[programme.pk] = list(programme.criteria.filter(retired_at=None).values_list("pk", "key"))
        tale.programmes.append(programme)


def tell(tale: Tale) -> dict[int, list[Desks]]:
    """Each house has a site, and offers its desks to two programmes; the story's host to all. By programme."""
    desks: dict[int, list[Desks]] = {programme.pk: [] for programme in tale.programmes}
    for number, house in enumerate([_of_the_story(tale), *tale.hosts]):
        site, services = _site(tale, house)
        wanted = {number % len(tale.programmes), (number * 3 + 1) % len(tale.programmes)}
        among = tale.programmes if number == 0 else [tale.programmes[at] for at in sorted(wanted)]
        for programme in among:
            offer = _offer(tale, house, site, programme)
            desks[programme.pk].append(Desks(offer, site, house, services))
    return desks


def _of_the_story(tale: Tale) -> House:
    """The house of the story's host: a tenth of all landings come to it, so that a host's lists are long too."""
    house, host = tale.kadehuis, tale.cast["host"]
    place = Found(house.city, house.country.code, 51.9225, 4.4792, house.time_zone)
    return House(house.pk, host.pk, host.name, house.name, "", 0, 0, date.min, place)


def _site(tale: Tale, house: House) -> tuple[int, list[str]]:
    rng, place = tale.rng, house.place
    services = ["desk", *rng.sample(SERVICES, 4)]
    site = tale.writer.put(
        Site,
        stream_id=tale.chains.begin("site").key,
        host_id=house.key,
        name=house.name,
        address=f"{rng.randint(2, 180)} Harbour Street",
        city=place.name,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        time_zone=place.time_zone or "UTC",
        languages=["en"],
        sectors=sorted(rng.sample(SECTORS, 5)),
        services=[{"key": key, "lead_days": 0 if key == "desk" else 5} for key in services],
        mentor_hours=rng.choice([4, 6, 8, 10, 12]),
        opens=time(9),
        closes=time(17),
        verified_at=tale.ago(700),
        facts_reviewed_on=tale.ago(rng.randint(20, 160)).date(),
        created_at=tale.ago(1450),
    )
    return site, services


def _offer(tale: Tale, house: House, site: int, programme: Programme) -> int:
    return tale.writer.put(
        SlotOffer,
        stream_id=tale.chains.begin("offer").key,
        site_id=site,
        programme_id=programme.pk,
        title=f"Desks at {house.name}"[:160],
        starts_on=tale.ago(1300).date(),
        ends_on=tale.now.date() + timedelta(days=300),
        desks=DESKS,
        shortest_stay=5,
        longest_stay=60,
        sectors=[],
        currency="CAD",
        published_at=tale.ago(1400),
        created_at=tale.ago(1410),
    )
