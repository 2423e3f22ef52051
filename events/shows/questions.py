"""What is asked before a weighty step of a show."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

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
