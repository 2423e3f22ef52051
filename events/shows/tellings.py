from collections.abc import Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.shows.facts import ShowAnnounced, ShowClosed, ShowOpened
from events.shows.models import Show
from realtime.tellings import Scene, by_stream, tells

OPENED: Final = "shows.opened"

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
