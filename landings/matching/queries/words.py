"""The scores and the filters in words and figures, in the reader's language. Stored breakdowns are read by these."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ground.places.countries import country_name
from ground.places.zone_names import city_of
from ground.words.language import language_name
from ground.words.sectors import NAMES as SECTORS
from landings.hosts.models.services import SERVICE_NAMES
from network.reasons.rules import Figures
from network.reasons.tellings import Scheme

LABELS: Final[Mapping[str, str | Promise]] = {
    "services": gettext_lazy("Services you asked for"),
    "sector": gettext_lazy("Sector"),
    "place": gettext_lazy("Place"),
    "hours": gettext_lazy("Working hours shared with home"),
    "dates": gettext_lazy("Dates"),
    "language": gettext_lazy("Language"),
    "mentors": gettext_lazy("Mentors"),
}


def _services(figures: Figures) -> str:
    if not figures["wanted"]:
        return _("You asked for none, so nothing is missing.")
    words = {"met": len(figures["met"]), "wanted": figures["wanted"], "missing": _service_list(figures["missing"])}
    if not figures["missing"]:
        return _("All %(wanted)d of those asked for.") % words
    return _("%(met)d of the %(wanted)d asked for; not there: %(missing)s.") % words


def _sector(figures: Figures) -> str:
    if figures["shared"]:
        return _("Both are in %s.") % _sector_list(figures["shared"])
    if not figures["site"]:
        return _("The site is open to every sector.")
    if figures.get("near"):
        return _("Not the same, but near: the site knows %s.") % _sector_list(figures["near"])
    return _("The site works with other sectors.")


def _place(figures: Figures) -> str:
    if figures.get("km") == 0:
        return _("In %(near)s itself.") % figures
    if "km" in figures:
        return _("%(km)d km from %(near)s, as the crow flies.") % figures
    if "country" in figures:
        return str(_("In %s, as wished.") % country_name(figures["country"]))
    return _("No place was asked for.")


def _hours(figures: Figures) -> str:
    cities = {"home": city_of(figures["home"]), "site": city_of(figures["site"])}
    return _("%(hours)s hours a day in common between %(home)s and %(site)s, on these dates.") % {**figures, **cities}


def _dates(figures: Figures) -> str:
    all_kept = figures["kept"] == figures["wanted"]
    said = _("All %(wanted)d days wished for") if all_kept else _("%(kept)d of the %(wanted)d days wished for")
    words: str = said % figures
    shift = figures.get("shift", 0)
    if not shift:
        return words + "."
    moved: str = ngettext("%(words)s; moved by %(shift)d day.", "%(words)s; moved by %(shift)d days.", abs(shift))
    return moved % {"words": words, "shift": abs(shift)}


def _language(figures: Figures) -> str:
    if not figures["language"]:
        return _("No language in common.")
    return _("%(language)s at level %(level)s.") % {**figures, "language": language_name(figures["language"])}


def _mentors(figures: Figures) -> str:
    hours = figures["hours"]
    return str(ngettext("%d hour of mentoring in a stay.", "%d hours of mentoring in a stay.", hours) % hours)


def _no_dates(figures: Figures) -> str:
    if not figures["kept"]:
        return _("The offer has no room for the dates: its shortest stay is %(shortest)d days.") % figures
    return _("Only %(kept)d of the %(wanted)d days wished for fit into the offer.") % figures


def _no_desks(figures: Figures) -> str:
    return _("Desks free on every day of the stay: %(free)d; wanted: %(wanted)d.") % figures


def _no_language(figures: Figures) -> str:
    site = ", ".join(language_name(code) for code in figures["site"])
    return _("No language in common at level B1 or better. The site works in: %s.") % (site or "–")


def _no_country(figures: Figures) -> str:
    return str(_("The site is in %s, which is not where the firm wants to land.") % country_name(figures["country"]))


def _no_sector(figures: Figures) -> str:
    return _("The site works with other sectors: %s.") % _sector_list(figures["site"])


_CONFLICTS: Final[Mapping[str, str | Promise]] = {
    "same_house": gettext_lazy("The firm and the host are the same organisation."),
    "same_people": gettext_lazy("Somebody belongs to the firm and to the host."),
}
_SCORES: Final[Mapping[str, Callable[[Figures], str]]] = {
    "services": _services,
    "sector": _sector,
    "place": _place,
    "hours": _hours,
    "dates": _dates,
    "language": _language,
    "mentors": _mentors,
}
_FILTERS: Final[Mapping[str, Callable[[Figures], str]]] = {
    "published": lambda figures: _("The offer is not open: it is a draft, paused or withdrawn."),
    "verified": lambda figures: _("The site has not been verified yet."),
    "conflict": lambda figures: str(_CONFLICTS.get(figures["conflict"], figures["conflict"])),
    "country": _no_country,
    "dates": _no_dates,
    "sector": _no_sector,
    "language": _no_language,
    "desks": _no_desks,
}

SCHEME: Final = Scheme(labels=LABELS, why=_SCORES, why_not=_FILTERS)


def _sector_list(codes: Iterable[str]) -> str:
    return ", ".join(str(SECTORS.get(code, code)) for code in codes)


def _service_list(keys: Iterable[str]) -> str:
    return ", ".join(str(SERVICE_NAMES.get(key, key)) for key in keys)
