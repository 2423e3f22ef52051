"""What is asked before a weighty step of a show."""

from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.shows.models import Day, Show
from events.shows.queries import Openings, change_in_words, openings_of, told_of_hours
from ground.web.asking import Change, Question

LEAVE = Question(
    _("Give your place back?"),
    _("Your seats in sessions become free too. What you said at booths stays."),
    _("Give it back"),
)
TURNS = {
    "announced": Question(
        _("Announce the show?"),
        _("Everybody can see it and register. It can’t be made a draft again."),
        _("Announce"),
    ),
    "open": Question(_("Open the doors now?"), _("All who registered are told."), _("Open")),
    "closed": Question(_("Close the show for good?"), _("It can’t be opened again."), _("Close")),
}


def turn(request: HttpRequest, show: str) -> Question | None:
    return TURNS.get(request.POST.get("state", ""))


def _openings(request: HttpRequest, show: str) -> Openings:
    return openings_of(Show.objects.get(slug=show))


def _openings_around(request: HttpRequest, day_id: int) -> Openings:
    return openings_of(Day.objects.select_related("show").get(pk=day_id).show)


def _moves(was: Openings, show: Show) -> Question | None:
    """What nobody registered for tells nobody; nor do other words about it."""
    changes, told = change_in_words(was, openings_of(show)), told_of_hours(show)
    if not changes or not told:
        return None
    who = ngettext(
        "%(n)s visitor is registered: the show’s page and the calendars that follow it say so at once.",
        "%(n)s visitors are registered: the show’s page and the calendars that follow it say so at once.",
        told,
    )
    asked = gettext("Change when %(show)s is open?") % {"show": show.name}
    return Question(asked, f"{changes} {who % {'n': told}}", gettext("Change it"))


MOVE = Change(_openings, lambda was, request, show: _moves(was, Show.objects.get(slug=show)))
HOURS = Change(
    _openings_around,
    lambda was, request, day_id: _moves(was, Day.objects.select_related("show").get(pk=day_id).show),
)
