"""Reads shaped like the pages of hosts."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q

from ground.places.countries import country_name
from ground.web import page_keys
from ground.words.columns import name_key
from landings.hosts.models import Site, SlotOffer
from landings.hosts.services import SERVICE_NAMES
from network.members.models import Member

PAGE = 20
STALE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Promise:
    """A service of a site in words; `lead_days` is the notice it needs."""

    label: str
    lead_days: int


@dataclass(frozen=True, slots=True)
class Page:
    sites: list[Site]
    older: str


def sites_page(member: Member, *, words: str = "", country: str = "", after: str = "") -> Page:
    """Open sites by name. `after` is the key of the last one seen: name and id."""
    shown = Site.objects.visible_to(member).filter(closed_at=None).for_list()
    if country:
        shown = shown.filter(country=country)
    if words:
        said = Q(name__icontains=words) | Q(city__icontains=words) | Q(host__name__icontains=words)
        shown = shown.filter(said)
    if begun := page_keys.name_and_key(after):
        name, key = begun
        shown = shown.filter(Q(name__gt=name) | Q(name=name, pk__gt=key))
    found = list(shown.prefetch_related(_open_offers())[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], page_keys.behind(last.name, last.pk) if last else "")


def countries_of_sites(member: Member) -> list[tuple[str, str]]:
    """Code and name, by name."""
    shown = Site.objects.visible_to(member).filter(closed_at=None)
    codes = shown.order_by().values_list("country", flat=True).distinct()
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: name_key(pair[1]))


def sites_of(member: Member) -> list[Site]:
    """The member's own houses' sites with all their offers."""
    offers = Prefetch("offers", SlotOffer.objects.select_related("programme").order_by("starts_on", "pk"))
    return list(Site.objects.of(member).for_list().prefetch_related(offers))


def promises(site: Site) -> list[Promise]:
    return [
        Promise(str(SERVICE_NAMES.get(service["key"], service["key"])), int(service.get("lead_days", 0)))
        for service in site.services
    ]


def offers_of(site: Site, member: Member) -> list[SlotOffer]:
    """What the member may see of it: firms the open ones, the house all of them."""
    return list(SlotOffer.objects.visible_to(member).filter(site=site).for_list())


def is_stale(site: Site, today: date) -> bool:
    """Facts that nobody has looked over for a year rank lower."""
    return site.facts_reviewed_on is None or today - site.facts_reviewed_on > STALE


def _open_offers() -> Prefetch[str]:
    return Prefetch("offers", SlotOffer.objects.open().order_by("starts_on", "pk"), to_attr="open_offers")
