from collections.abc import Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.shows.facts import ShowAnnounced, ShowClosed, ShowOpened
from events.shows.models import Registration, Show
from network.consents.kinds import ConsentKind
from realtime.tellings import Scene, by_stream, tells

OPENED: Final = "shows.opened"
SEEN: Final = "show"
"""The kind of consent to be seen at a show, about its name in addresses; the choice is the door, or GIVEN_BACK."""
GIVEN_BACK: Final = "given_back"

SHOW: Final = Scene(
    of=by_stream,
    rows=Show.objects.all,
    key="stream_id",
    fields={
        "show": "name",
        "show_slug": "slug",
        "organiser": "organiser__name",
        "country": "organiser__country",
    },
    shaped=lambda row: {"url": reverse("events:show", args=[row["show_slug"]])},
)


def _announced(p: Mapping[str, Any]) -> str:
    return gettext("%s is announced") % str(p["show"])


def _closed(p: Mapping[str, Any]) -> str:
    return gettext("%s has closed; all that was shown stays to be read") % str(p["show"])


_OPENED = _("%(show)s is open: come in")
tells(ShowAnnounced, away=_announced, icon="store", place=SHOW)
tells(ShowOpened, away=_OPENED, to={OPENED: _OPENED}, icon="store", place=SHOW)
tells(ShowClosed, away=_closed, icon="store", place=SHOW)


def _who_sees(about: str, choice: str) -> str:
    """No show is asked for: a list of many would ask for each."""
    is_door = choice in Registration.Door.values
    words = str(Registration.Door(choice).label) if is_door else gettext("Your place is given back")
    return f"{words} ({about})"


OF_SHOWS = ConsentKind(
    SEEN,
    _("Who may see you at a show"),
    means=_who_sees,
    where=lambda about: reverse("events:show", args=[about]),
    change=_("To the show"),
)
