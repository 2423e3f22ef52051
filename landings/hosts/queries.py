"""Reads shaped like the pages of hosts."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Prefetch, Q

from ground.places.countries import country_name
from ground.tables.pages import behind, first_of, page_of
from ground.tables.worded import Worded
from ground.web import page_keys
from ground.words.columns import name_key
from landings.hosts.models import Site, SlotOffer
from landings.hosts.models.services import SERVICE_NAMES
from landings.hosts.models.sites import SiteQuerySet
from network.members.models import Member, someone

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
    if words or after:
        shown = _open_sites(member)
        if country:
            shown = shown.filter(country=country)
        if words:
            said = Q(name__icontains=words) | Q(city__icontains=words) | Q(host__name__icontains=words)
            shown = shown.filter(said)
        found, last = page_of(behind(shown, "name", page_keys.name_and_key(after)), PAGE)
    else:
        asked = {"member": member.pk, "country": country} if country else {"member": member.pk}
        found, last = first_of(_SITES.objects(**asked), PAGE)
    _lay_offers_beside(found)
    return Page(found, page_keys.behind(last.name, last.pk) if last else "")


def countries_of_sites(member: Member) -> list[tuple[str, str]]:
    """Code and name, by name."""
    codes = _COUNTRIES.objects(member=member.pk)
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: name_key(pair[1]))


def _open_sites(member: Member) -> SiteQuerySet:
    return Site.objects.visible_to(member).filter(closed_at=None).for_list()


def _sites(member: int, country: str = "") -> SiteQuerySet:
    """The first page and one more."""
    shown = _open_sites(someone(member))
    return (shown.filter(country=country) if country else shown)[: PAGE + 1]


def _lay_offers_beside(sites: list[Site]) -> None:
    """`open_offers` of each."""
    offers: dict[int, list[SlotOffer]] = {site.pk: [] for site in sites}
    for offer in _OPEN_OFFERS.objects(sites=list(offers)):
        offers[offer.site_id].append(offer)
    for site in sites:
        site.open_offers = offers[site.pk]  # type: ignore[attr-defined]  # read by the list's card


_SITES: Final = Worded(_sites)
_COUNTRIES: Final = Worded(
    lambda member: _open_sites(someone(member)).order_by().values_list("country", flat=True).distinct()
)
_OPEN_OFFERS: Final = Worded(lambda sites: SlotOffer.objects.open().filter(site__in=sites).order_by("starts_on", "pk"))


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
