"""Reads of placements, shaped like their pages."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ground.money.formats import number
from ground.places.zone_names import city_of
from ground.places.zones import zone_named
from ground.tables.pages import first_of, older_than
from ground.tables.worded import Worded
from landings.hosts.models import Site
from landings.matching.queries import way
from landings.matching.queries.pairs import offering_of
from landings.matching.queries.scores import Stay, shared_hours
from landings.placements.models import DeskDay, Landing
from landings.placements.registry import steps_done
from landings.programmes.models import Officer
from network.dealings.kinds import Happened
from network.dealings.models import Party
from network.members.models import Member, someone
from network.members.registry import loading
from network.organisations.models import Membership
from realtime.streams import Event

PAGE = 30
PEOPLE = 4


@dataclass(frozen=True, slots=True)
class Kpi:
    """A card of the head: the value and its unit, where it comes from, and a share for the ring."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    share: float | None = None


def page_for(member: Member, *, before: int | None) -> dict[str, Any]:
    """The member's landings, newest first, paged by key."""
    asked = {"member": member.pk} if before is None else {"member": member.pk, "before": before}
    found, last = first_of(_LANDINGS.objects(**asked), PAGE)
    return {"landings": found, "older": last and last.pk}


def _landings(member: int, before: int | None = None) -> QuerySet[Landing]:
    """One page and one more."""
    rows = Landing.objects.visible_to(someone(member)).for_list().order_by("-pk")
    return older_than(rows, before)[: PAGE + 1]


_LANDINGS: Final = Worded(_landings)


def steps(landing: Landing, events: list[Event]) -> list[dict[str, str]]:
    """The bar from application to letter. What the landing itself knows counts beside what its events tell."""
    done = steps_done(events) | _known_steps(landing)
    labels = {
        "applied": _("Applied"),
        "accepted": _("Accepted"),
        "placed": _("Placed"),
        "grant": _("Grant"),
        "itinerary": _("Itinerary"),
        "market": _("In market"),
        "returned": _("Returned"),
        "letter": _("Letter"),
    }
    now = next((name for name in labels if name not in done), "")
    if landing.cancelled_at:
        now = ""
    states = {name: "done" if name in done else "now" if name == now else "next" for name in labels}
    return [{"label": label, "state": states[name]} for name, label in labels.items()]


def _known_steps(landing: Landing) -> set[str]:
    known = {"applied", "accepted", "placed"}
    if landing.started_at or landing.returned_at:
        known.add("market")
    if landing.returned_at:
        known.add("returned")
    return known


def kpis(landing: Landing, *, now: datetime) -> list[Kpi]:
    return [_countdown(landing, now), _hours(landing), _distance(landing), *_fit(landing)]


def _countdown(landing: Landing, now: datetime) -> Kpi:
    today = now.astimezone(zone_named(landing.site.time_zone)).date()
    days = landing.stay_days
    note = ngettext(
        "%(days)d day of stay, by the clock of %(city)s", "%(days)d days of stay, by the clock of %(city)s", days
    ) % {"days": days, "city": city_of(landing.site.time_zone)}
    if landing.cancelled_at:
        return Kpi(_("Stay"), _("None"), "", _("The placement was cancelled"))
    if today < landing.starts_on:
        left = (landing.starts_on - today).days
        return Kpi(_("Until the first day"), number(left), ngettext("day", "days", left), note)
    gone = min((today - landing.starts_on).days + 1, landing.stay_days)
    if today < landing.ends_on:
        of = _("of %d") % landing.stay_days
        return Kpi(_("Day of the stay"), number(gone), of, note, gone / landing.stay_days)
    back = (today - landing.ends_on).days
    return Kpi(_("Back home for"), number(back), ngettext("day", "days", back), note, 1)


def _hours(landing: Landing) -> Kpi:
    stay = Stay(landing.starts_on, landing.ends_on)
    shared = shared_hours(landing.firm.time_zone, offering_of(landing.offer), stay)
    note = _("%(home)s and %(site)s, on these dates") % {
        "home": city_of(landing.firm.time_zone),
        "site": city_of(landing.site.time_zone),
    }
    return Kpi(_("Hours shared with home"), number(round(shared, 1)), _("a day"), note, min(1.0, shared / 8))


def _distance(landing: Landing) -> Kpi:
    km = way(str(landing.firm.city), str(landing.firm.country), landing.site)["km"]
    if km is None:
        return Kpi(_("From home"), "–", "", _("The firm's page names no city that we know"))
    note = _("%(home)s to %(site)s, as the crow flies") % {"home": landing.firm.city, "site": landing.site.city}
    return Kpi(_("From home"), number(km), _("km"), note)


def _fit(landing: Landing) -> list[Kpi]:
    if landing.match is None:
        return []
    score = float(landing.match.score)
    return [Kpi(_("Fit of firm and place"), number(round(score)), _("of 100"), _("when proposed"), score / 100)]


def people_of(landing: Landing) -> list[dict[str, Any]]:
    """Who is in it, each with their part: the firm's and the host's people, the officers, the commissioner."""
    parts = [*_staff_of(landing), *_officers_of(landing)]
    if landing.commissioner:
        parts.append((landing.commissioner, _("Trade commissioner")))
    seen: dict[int, dict[str, Any]] = {}
    for person, part in parts:
        seen.setdefault(person.pk, {"person": person, "part": part})
    return list(seen.values())


def _staff_of(landing: Landing) -> list[tuple[Member, str]]:
    rows = Membership.objects.filter(organisation__in=[landing.firm_id, landing.host_id], member__is_active=True)
    rows = rows.select_related("member", "organisation").prefetch_related(*loading("member"))
    rows = rows.order_by("organisation_id", "role", "pk")
    taken: Counter[int] = Counter()
    found = []
    for row in rows:
        taken[row.organisation_id] += 1
        if taken[row.organisation_id] <= PEOPLE:
            found.append((row.member, row.organisation.name))
    return sorted(found, key=lambda pair: pair[1] != landing.firm.name)


def _officers_of(landing: Landing) -> list[tuple[Member, str]]:
    rows = Officer.objects.filter(programme=landing.programme_id, role=Officer.Role.OFFICER, member__is_active=True)
    named = rows.select_related("member").prefetch_related(*loading("member")).order_by("pk")[:PEOPLE]
    return [(row.member, _("Officer of %s") % landing.programme.name) for row in named]


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar of occupancy: how many of how many desks are taken, and by whom."""

    on: date
    kind: str
    taken: int
    of: int
    firms: list[str]


def occupancy(site: Site, *, first: date, today: date) -> list[Cell]:
    """The month's days of a site, with the days of the weeks around it, over all its offers."""
    starts = first - timedelta(days=first.weekday())
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    ends = after + timedelta(days=-after.weekday() % 7)
    days = [starts + timedelta(days=n) for n in range((ends - starts).days)]
    room = _room(site, days)
    taken: dict[date, list[str]] = {}
    rows = DeskDay.objects.filter(offer__site=site, day__gte=starts, day__lt=ends).order_by("day", "desk", "pk")
    for day, firm in rows.values_list("day", "landing__firm__name"):
        taken.setdefault(day, []).append(firm)
    closed = set(site.closures.filter(day__gte=starts, day__lt=ends).values_list("day", flat=True))
    return [_cell(day, first, today, room[day], taken.get(day, []), day in closed) for day in days]


def _room(site: Site, days: list[date]) -> dict[date, int]:
    offers = list(site.offers.filter(withdrawn_at=None, published_at__isnull=False).order_by("pk"))
    return {day: sum(offer.desks for offer in offers if offer.starts_on <= day < offer.ends_on) for day in days}


def _cell(day: date, first: date, today: date, room: int, firms: list[str], closed: bool) -> Cell:
    kinds = ["out"] if (day.year, day.month) != (first.year, first.month) else []
    kinds += ["today"] if day == today else []
    if closed:
        kinds.append("closed")
    elif room:
        kinds.append("full" if len(firms) >= room else "part" if firms else "free")
    return Cell(day, " ".join(kinds), len(firms), room, sorted(set(firms)))


def stays_at(site: Site, *, first: date) -> list[Landing]:
    """Landings that touch the month, soonest first."""
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    rows = Landing.objects.standing().for_list().filter(site=site, starts_on__lt=after, ends_on__gt=first)
    return list(rows.order_by("starts_on", "pk"))


def commissioners() -> list[Member]:
    """Who may be named: the staff of agencies."""
    rows = Member.objects.filter(is_active=True, memberships__organisation__kind="agency")
    return list(rows.distinct().order_by("folded_name", "pk")[:200])


def stay_had(landing_id: int) -> Happened | None:
    """The stay that a landing was, between firm and host, on its last day; None until the firm is home."""
    landing = Landing.objects.over().filter(pk=landing_id).first()
    if landing is None:
        return None
    between = Party(organisation_id=landing.firm_id), Party(organisation_id=landing.host_id)
    return Happened(between, on=landing.ends_on - timedelta(days=1))
