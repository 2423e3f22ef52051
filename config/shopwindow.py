"""What the front page shows a stranger: a picture of the idea, figures counted just now, and the demo's doors."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.money.formats import money, number
from ground.ui.map import Arc, Port, View
from landings.impact.queries import Impact, impact_of
from landings.programmes.models import Programme
from network.organisations.models import Organisation

# The picture stands beside the words, so the empty Pacific at its left is cut away.
VIEW: Final[View] = (150, 0, 830, 400)
HOME: Final = Port(43.65, -79.38, "Toronto", "start")
ABROAD: Final = (
    Port(52.52, 13.40, "Berlin", tone="cool"),
    Port(-23.55, -46.63, "São Paulo", tone="cool"),
    Port(-1.29, 36.82, "Nairobi", tone="cool", minor=True),
    Port(1.35, 103.82, "Singapore", tone="cool"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    value: str
    label: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """Figures of a programme, and the page where they are explained."""

    url: str
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Entry:
    """A door into the demo: the role, and what one will see there."""

    role: str
    label: str
    icon: str
    sentence: str


def picture() -> dict[str, Any]:
    """One home port and ways abroad. It says what Kontor is for; it counts nothing."""
    home = (HOME.lat, HOME.lon)
    return {
        "arcs": [Arc(home, (port.lat, port.lon), "soft" if port.minor else "") for port in ABROAD],
        "ports": [HOME, *ABROAD],
        "shades": {"CA": "home"},
        "view": VIEW,
    }


def proof(now: datetime) -> Proof | None:
    """What the programme with the most landings has to show, counted now. None before there is anything."""
    programme = (
        Programme.objects.visible_to(AnonymousUser())
        .annotate(held=Count("landings", filter=Q(landings__cancelled_at=None)))
        .filter(held__gt=0)
        .order_by("-held", "pk")
        .first()
    )
    if programme is None:
        return None
    found = impact_of(programme, on=timezone.localdate(now))
    return Proof(reverse("landings:impact", args=[programme.slug]), _figures(found))


def _figures(found: Impact) -> list[Figure]:
    """No figure stands alone: of how many, and from where."""
    landings, due, received = number(found.landings), number(found.due), number(found.received)
    shown = [Figure(landings, _("Landings"), note=found.programme.name)]
    if houses := _houses():
        shown.append(Figure(number(houses), _("Partners"), note=_("incubators and co-working houses")))
    if found.due:
        of = _("of %(due)s due") % {"due": due}
        shown.append(Figure(received, _("Letters a year after"), of, _("the rest have not answered")))
    revenue = next((one for one in found.readings if one.question.key == "revenue" and one.total), None)
    if revenue and revenue.total:
        amount = money(revenue.total, found.programme.currency, "brief")
        said = _("by the %(received)s who answered") % {"received": number(revenue.answered)}
        shown.append(Figure(amount, _("New revenue"), _("claimed"), said))
    return shown


def _houses() -> int:
    return Organisation.objects.filter(closed_at=None, kind=Organisation.Kind.HOST).count()


def entries() -> list[Entry]:
    return [
        Entry(
            "founder",
            _("Founder"),
            "rocket",
            _("Ask the forum, check every rule as you type, and follow your landing to the day."),
        ),
        Entry("host", _("Host"), "key-round", _("Fill your desks with firms that fit, and see what came of them.")),
        Entry(
            "commissioner",
            _("Trade commissioner"),
            "handshake",
            _("Bring two firms together, each asked in private, and keep the office's memory."),
        ),
        Entry(
            "officer",
            _("Programme officer"),
            "scale",
            _("Decide fairly and fast, pay with two signatures, and prove what it brought."),
        ),
        Entry(
            "exhibitor",
            _("Exhibitor"),
            "store",
            _("Stand at your booth in a show that is open now, and talk with who walks in."),
        ),
    ]
