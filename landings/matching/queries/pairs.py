"""From rows to what scores and filters read: a wish, an offering, and how the two stand to each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from ground.places import gazetteer
from landings.applications.models import Application
from landings.hosts.models import SlotOffer, SlotOfferQuerySet
from landings.matching.models import Match
from landings.matching.queries.filters import Standing, hurdles
from landings.matching.queries.scores import Offering, Place, Request, Stay, assess, stay_for
from network.members.models import SpokenLanguage
from network.organisations.models import Membership
from network.reasons.rules import Hurdle, Part, failed, total_of

UNSTATED_LEVEL = "C1"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offer held against an application: its parts and score where it fits, the hurdles failed where not."""

    offer: SlotOffer
    stay: Stay | None
    standing: Standing
    failed: list[Hurdle]
    parts: list[Part]

    @property
    def fits(self) -> bool:
        return not self.failed

    @property
    def score(self) -> float:
        return round(total_of(self.parts), 2)


def offers_within_reach(application: Application) -> SlotOfferQuerySet:
    """Those of open houses, for its programme or for any: the others are nothing to compare it with."""
    fitting = Q(programme=None) | Q(programme=application.programme_id)
    return SlotOffer.objects.for_list().filter(fitting, site__closed_at=None, site__host__closed_at=None)


def candidates(application: Application, offers: Iterable[SlotOffer]) -> list[Candidate]:
    """Each offer held against the application, in a number of queries that does not grow with the offers."""
    found, wish = list(offers), wish_of(application)
    stays = {offer.pk: stay_for(wish, offering_of(offer)) for offer in found}
    taken, held = taken_desks(found), held_desks(found)
    shared_staff = _houses_sharing_staff(application)
    made = []
    for offer in found:
        stay = stays[offer.pk]
        conflict = _conflict(application, offer, shared_staff)
        standing = Standing(
            published=offer.state == "published",
            verified=offer.site.verified_at is not None,
            wanted=application.travellers,
            free=_fewest_free(offer, stay, taken.get(offer.pk, {})),
            held=held.get(offer.pk, 0),
            conflict=conflict,
        )
        made.append(_candidate(application, offer, wish, stay, standing))
    return made


def _candidate(
    application: Application, offer: SlotOffer, wish: Request, stay: Stay | None, standing: Standing
) -> Candidate:
    offering = offering_of(offer)
    bad = failed(hurdles(wish, offering, stay, standing))
    parts = assess(wish, offering, stay, application.programme.weights) if stay else []
    return Candidate(offer, stay, standing, bad, parts)


def wish_of(application: Application) -> Request:
    """What the application asks for. Raises ValueError where it has no dates yet."""
    if application.starts_on is None or application.stay_days is None:
        raise ValueError("an application without dates cannot be matched")
    country = str(application.target_country or "")
    return Request(
        starts_on=application.starts_on,
        stay_days=application.stay_days,
        home_zone=application.firm.time_zone,
        services=frozenset(application.wanted_services),
        sectors=frozenset(application.sectors or filter(None, [application.firm.sector])),
        languages=_levels(application),
        places=_places(application),
        countries=frozenset({country} if country else ()),
    )


def offering_of(offer: SlotOffer) -> Offering:
    site = offer.site
    return Offering(
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        country=str(site.country),
        latitude=site.latitude,
        longitude=site.longitude,
        time_zone=site.time_zone,
        opens=site.opens,
        closes=site.closes,
        shortest=offer.shortest_stay,
        longest=offer.longest_stay,
        services=frozenset(site.service_keys),
        sectors=frozenset(offer.sectors or site.sectors),
        languages=frozenset(site.languages),
        mentor_hours=site.mentor_hours,
    )


def _levels(application: Application) -> Mapping[str, str]:
    """The applicant's level in each language named; a language whose level nobody has stated counts as C1."""
    spoken = dict(SpokenLanguage.objects.filter(member=application.applicant_id).values_list("language", "level"))
    return {code: spoken.get(code, UNSTATED_LEVEL) for code in (application.languages or spoken)}


def _places(application: Application) -> tuple[Place, ...]:
    """Where the wanted cities lie: all of a name in the country. A city that nobody knows is left out."""
    country = str(application.target_country or "")
    found = [spot for city in application.cities for spot in gazetteer.find_all(str(city), country)]
    return tuple(Place(spot.name, spot.latitude, spot.longitude) for spot in found)


def taken_desks(offers: Iterable[SlotOffer]) -> dict[int, dict[date, int]]:
    """Offer → day → desks booked, in one query."""
    rows = (
        SlotOffer.objects.filter(pk__in=[offer.pk for offer in offers], desk_days__isnull=False)
        .values_list("pk", "desk_days__day")
        .annotate(taken=Count("desk_days"))
        .order_by("pk", "desk_days__day")
    )
    found: dict[int, dict[date, int]] = {}
    for pk, day, taken in rows:
        found.setdefault(pk, {})[day] = taken
    return found


def held_desks(offers: Iterable[SlotOffer]) -> dict[int, int]:
    """Offer → desks that open proposals hold softly, in one query."""
    rows = Match.objects.open().filter(offer__in=[offer.pk for offer in offers]).values_list("offer")
    return dict(rows.annotate(held=Sum("desks")).order_by("offer"))


def _fewest_free(offer: SlotOffer, stay: Stay | None, taken: Mapping[date, int]) -> int:
    if stay is None:
        return offer.desks
    return offer.desks - max((count for day, count in taken.items() if stay.starts_on <= day < stay.ends_on), default=0)


def _houses_sharing_staff(application: Application) -> set[int]:
    people = Membership.objects.filter(organisation=application.firm_id).values("member_id")
    return set(Membership.objects.filter(member__in=people).values_list("organisation_id", flat=True))


def _conflict(application: Application, offer: SlotOffer, shared_staff: set[int]) -> str:
    if offer.site.host_id == application.firm_id:
        return "same_house"
    return "same_people" if offer.site.host_id in shared_staff else ""
