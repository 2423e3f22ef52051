"""What I can do next for a landing: a short list, different for firm, host, programme, finance and commissioner."""

from collections.abc import Set
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from landings.placements.models import Landing


@dataclass(frozen=True, slots=True)
class Todo:
    """One step. Without an address it is somebody else's turn, or only its day must come."""

    text: str
    done: bool
    note: str = ""
    url: str = ""


def todos(landing: Landing, side: str, done: Set[str]) -> list[Todo]:
    lists = {
        "firm": _for_firm,
        "host": _for_host,
        "programme": _for_programme,
        "finance": _for_finance,
        "commissioner": _for_commissioner,
    }
    return [] if landing.cancelled_at else [one for one in lists[side](landing, done) if _is_open(one, landing)]


def _is_open(todo: Todo, landing: Landing) -> bool:
    """After the stay nobody plans its days, and once the books are closed no money waits for anybody."""
    over = {"itinerary": landing.returned_at, "grant": landing.closed_at}
    return todo.done or not todo.url or todo.url not in {_address(name, landing) for name in over if over[name]}


def _for_firm(landing: Landing, done: Set[str]) -> list[Todo]:
    money, days = _address("grant", landing), _address("itinerary", landing)
    return [
        Todo(_("Get your place confirmed"), True, landing.site.name),
        Todo(_("Receive the grant"), "grant" in done, _("The programme's officer awards it"), money),
        Todo(_("Plan your days"), "itinerary" in done, _("Meetings, desk days and travel in one place"), days),
        Todo(_("Hand in costs with receipts"), "claim" in done, _("A photo of each receipt is enough"), money),
        Todo(_("Write the 12-month letter"), "letter" in done, _("It comes by mail and takes three minutes")),
    ]


def _for_host(landing: Landing, done: Set[str]) -> list[Todo]:
    here = bool(landing.started_at)
    return [
        Todo(_("Confirm the placement"), True, landing.firm.name),
        Todo(_("Prepare the desk"), here, _("Keys, Wi-Fi and a welcome on the first day")),
        Todo(
            _("Plan mentoring and introductions"),
            "itinerary" in done,
            _("On the firm's itinerary, seen by both"),
            _address("itinerary", landing),
        ),
        Todo(_("Look back on the stay"), "letter" in done, _("The firm's letter tells what came of it")),
    ]


def _for_programme(landing: Landing, done: Set[str]) -> list[Todo]:
    money = _address("grant", landing)
    return [
        Todo(_("Award the grant"), "grant" in done, _("Within the ceiling and the year's fund"), money),
        Todo(_("Name a trade commissioner"), landing.commissioner_id is not None, _("Below, under people")),
        Todo(_("Decide on claims"), "settled" in done, _("One person approves, another pays"), money),
        Todo(
            _("Close the books"),
            landing.closed_at is not None,
            _("Once the stay is over and all is paid"),
            money if landing.returned_at else "",
        ),
        Todo(_("Receive the 12-month letter"), "letter" in done, _("Mailed to the founder when it falls due")),
    ]


def _for_finance(landing: Landing, done: Set[str]) -> list[Todo]:
    return [
        Todo(_("Pay what is approved"), "settled" in done, _("Never what you approved"), _address("grant", landing))
    ]


def _for_commissioner(landing: Landing, done: Set[str]) -> list[Todo]:
    return [
        Todo(_("Introduce the firm"), False, _("To buyers and partners in the market"), _plain("network:propose")),
        Todo(_("Look at the firm's days"), "market" in done, "", _address("itinerary", landing)),
        Todo(_("Read what came of it"), "letter" in done, _("In the 12-month letter")),
    ]


def _address(name: str, landing: Landing) -> str:
    """The address of a page of a feature above, where there is one."""
    try:
        return reverse(f"landings:{name}", args=[landing.pk])
    except NoReverseMatch:
        return ""


def _plain(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
