"""Rows of lists of landings: `{% load landing_rows %}`. Each is filled, not drawn (`ground.ui.patterns`)."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from ground.money.formats import money
from ground.ui import moments, patterns, people
from landings.applications.models import Application
from landings.applications.models.states import State
from landings.hosts.models import Site, SlotOffer
from landings.placements.models import Landing

register = template.Library()
OFFERS = 2


@register.simple_tag
def landing_row(landing: Landing) -> SafeString:
    values = {
        "at": patterns.address("landings:landing", landing.pk),
        "firm": landing.firm.name,
        "site": landing.site.name,
        "city": landing.site.city,
        "country": people.country(str(landing.site.country), "chip"),
        "starts": _day(landing.starts_on),
        "days": ngettext("%(n)s day", "%(n)s days", landing.stay_days) % {"n": landing.stay_days},
        "programme": landing.programme.name,
    }
    return patterns.fill("landings/placements/_row.html", values, state=landing.state)


@register.simple_tag
def intake_row(application: Application, today: date) -> SafeString:
    """An application on the desk of its programme, with the reviews that were asked and came."""
    reviews = {"done": application.reviews_in, "asked": application.reviews_asked}  # type: ignore[attr-defined]  # annotated
    values = {
        "face": people.avatar(application.firm, "s firm"),
        "at": patterns.address("landings:application", application.pk),
        "firm": application.firm.name,
        "city": next(iter(application.cities), ""),
        "country": people.country(str(application.target_country)),
        "starts": _day(application.starts_on),
        "amount": "" if application.amount is None else money(application.amount, application.currency, "round"),
        "sent": moments.moment(application.submitted_at, now=timezone.now()) if application.submitted_at else "",
        "reviews": ngettext("%(done)s of %(asked)s review", "%(done)s of %(asked)s reviews", reviews["asked"])
        % reviews,
        "label": State(application.state).label,
        "due": _due(application, today),
    }
    return patterns.fill("landings/applications/_intake_row.html", values, state=str(application.state))


def _due(application: Application, today: date) -> list[dict[str, object]]:
    """By when it is to be decided; the clock stands still until a firm has answered."""
    due_on = application.decision_due_on
    if not application.is_open or due_on is None or application.state == State.INFORMATION_WANTED:
        return []
    return [{"urgency": "late" if due_on < today else "faint", "due": moments.day(due_on, "words", today=today)}]


@register.simple_tag
def site_card(site: Site) -> SafeString:
    """A site with the first of its `open_offers`."""
    offers: list[SlotOffer] = site.open_offers  # type: ignore[attr-defined]  # laid beside it by the list
    values = {
        "at": patterns.address("landings:site", site.pk),
        "name": site.name,
        "host": site.host.name if site.host.name != site.name else "",
        "city": site.city,
        "country": people.country(str(site.country)),
        "is_verified": site.verified_at is not None,
        "is_open": bool(offers),
        "open_offers": ngettext("%(n)s open offer", "%(n)s open offers", len(offers)) % {"n": len(offers)},
        "offers": [
            {
                "first": _day(offer.starts_on),
                "last": _day(offer.last_day),
                "desks": ngettext("%(n)s desk", "%(n)s desks", offer.desks) % {"n": offer.desks},
            }
            for offer in offers[:OFFERS]
        ],
    }
    return patterns.fill("landings/hosts/_card.html", values)


def _day(on: date | None) -> str:
    return moments.day(on, "medium", today=timezone.localdate()) if on else ""
