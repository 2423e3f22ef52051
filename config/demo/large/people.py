"""Chapter: members and organisations, over all countries of the gazetteer and all sectors."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from allauth.account.models import EmailAddress

from config.demo import names
from config.demo.large.tale import Tale
from config.demo.people import LINES
from ground.places.countries import names_of as country_names
from ground.places.gazetteer import Found
from ground.words.language import in_each_language
from ground.words.sectors import NAMES as SECTOR_NAMES
from ground.words.slugs import slug_of
from network.members.models import Member, SpokenLanguage
from network.organisations.models import Market, Membership, Organisation, ServiceLine, WorkingLanguage

DOMAIN: Final = "large.kontor.example"
SECTORS: Final = list(SECTOR_NAMES)
KINDS: Final = ("firm", 86), ("agency", 3), ("buyer", 8), ("partner", 3)
SOUGHT: Final = "NL DE GB FR US JP SG BR MX KE IN SE".split()
HOMES: Final = ("Software for small firms", "Advises exporters", "Builds tools for clinics", "Translates and trains")


@dataclass(frozen=True, slots=True)
class House:
    """What later chapters need of an organisation and its owner."""

    key: int
    owner: int
    owner_name: str
    name: str
    sector: str
    employees: int
    revenue: int
    founded_on: date
    place: Found


def tell(tale: Tale) -> None:
    """The first members own an organisation each: the hosts come first, then all others; the rest are their staff."""
    count = tale.size.organisations
    for number in range(tale.size.members):
        place = _home(tale) if number % 3 == 0 else tale.book.city()
        name = _name(tale)
        headline = f"{HOMES[number % len(HOMES)]}, {place.name}"
        member = _member(tale, number, name, headline, place)
        if number < count:
            _join(tale, _organisation(tale, number, member, name, place), member, "owner", "Founder")
        elif number % 8:
            _join(tale, tale.organisations[number % count], member, "staff", "Team")


def _home(tale: Tale) -> Found:
    """A third lives where the programme's firms do."""
    return tale.rng.choice(tale.homes)


def _name(tale: Tale) -> str:
    rng = tale.rng
    given = rng.choice(tale.given)
    family = rng.choice(tale.family)
    return f"{given} {family}" if rng.random() < 0.6 else f"{given} {rng.choice(tale.given)} {family}"


def _member(tale: Tale, number: int, name: str, headline: str, place: Found) -> int:
    email = f"member{number}@{DOMAIN}"
    member = tale.writer.put(
        Member,
        password="!",
        email=email,
        name=name,
        headline=headline,
        country=place.country,
        city=place.name,
        time_zone=place.time_zone or "UTC",
        joined_at=tale.ago(tale.rng.uniform(1, 1200)),
        confirmed_at=tale.now,
    )
    tale.members.append(member)
    tale.writer.put(EmailAddress, user_id=member, email=email, verified=True, primary=True)
    for language in dict.fromkeys(("en", tale.rng.choice(("fr", "es", "de", "nl", "pt")))):
        tale.writer.put(SpokenLanguage, member_id=member, language=language, level=tale.rng.choice(("B2", "C1", "C2")))
    tale.index.put(Member, member, [headline, place.name, *country_names(place.country)], name)
    return member


def _join(tale: Tale, organisation: int, member: int, role: str, title: str) -> None:
    at = tale.ago(tale.rng.uniform(0, 300))
    tale.writer.put(Membership, organisation_id=organisation, member_id=member, role=role, title=title, joined_at=at)


def _organisation(tale: Tale, number: int, owner: int, owner_name: str, place: Found) -> int:
    rng = tale.rng
    is_host = number < tale.size.hosts
    kind = "host" if is_host else rng.choices([name for name, _ in KINDS], [share for _, share in KINDS])[0]
    sector = "" if is_host else SECTORS[number % len(SECTORS)]
    name = f"{rng.choice(names.FIRST)} {rng.choice(names.SECOND)} {place.name}"
    code, line, about = LINES.get(sector, LINES["consulting"])
    employees, founded_on = rng.randint(2, 48), date(rng.randint(2008, 2023), rng.randint(1, 12), 1)
    revenue = rng.randint(12, 460) * 1_000_000
    organisation = tale.writer.put(
        Organisation,
        stream_id=tale.chains.begin("organisation").key,
        kind=kind,
        name=name,
        slug=f"{slug_of(name, most=60, otherwise='firm')}-{number}",
        headline=about,
        about=about,
        country=place.country,
        city=place.name,
        time_zone=place.time_zone or "UTC",
        sector=sector,
        founded_on=founded_on,
        employees=employees,
        revenue=revenue,
        created_at=tale.ago(1200),
    )
    _offers(tale, organisation, code, line, about, has_markets=not is_host)
    kinds = in_each_language(Organisation.Kind(kind).label)
    sectors = in_each_language(SECTOR_NAMES[sector]) if sector else []
    texts = [about, about, place.name, line, *kinds, *sectors, *country_names(place.country)]
    tale.index.put(Organisation, organisation, texts, name)
    house = House(organisation, owner, owner_name, name, sector, employees, revenue, founded_on, place)
    tale.organisations.append(organisation)
    tale.owners[organisation] = owner
    if is_host:
        tale.hosts.append(house)
    elif kind == "firm" and place.country == "CA":
        tale.firms.append(house)
    return organisation


def _offers(tale: Tale, organisation: int, code: str, line: str, about: str, *, has_markets: bool) -> None:
    tale.writer.put(ServiceLine, organisation_id=organisation, category=code, title=line, description=about)
    for language in ("en", "fr"):
        tale.writer.put(WorkingLanguage, organisation_id=organisation, language=language)
    for country in tale.rng.sample(SOUGHT, 2) if has_markets else ():
        tale.writer.put(Market, organisation_id=organisation, country=country, relation="sought")
