"""What shows bring to the search over everything: shows, exhibitors and sessions that the member may see.

They are few and have no index: the newest are read, and looked through by the same words as everything else.
"""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.booths.models import Booth
from events.sessions.models import Session
from events.shows.models import Show
from ground.words import searching
from network.directory.sources import Found, SearchSource
from network.members.models import Member

READ: Final = 500


def shows(member: Member, text: str, limit: int) -> list[Found]:
    asked = searching.asked(text)
    rows = Show.objects.visible_to(member).select_related("organiser").order_by("-last_on", "-pk")[:READ]
    hits = [one for one in rows if asked and searching.holds(asked, [one.headline, one.organiser.name], [one.name])]
    return [Found(show.name, show.get_absolute_url(), show.headline, "store") for show in hits[:limit]]


def exhibitors(member: Member, text: str, limit: int) -> list[Found]:
    asked = searching.asked(text)
    standing = Booth.objects.visible_to(member).select_related("firm", "show", "hall")
    rows = standing.order_by("-show__last_on", "firm__folded_name", "pk")[:READ]
    hits = [booth for booth in rows if asked and searching.holds(asked, [booth.headline], [booth.firm.name])]
    return [
        Found(
            booth.firm.name,
            booth.get_absolute_url(),
            _("%(place)s in %(hall)s, %(show)s")
            % {"place": booth.place, "hall": booth.hall.name, "show": booth.show.name},
            "store",
        )
        for booth in hits[:limit]
    ]


def sessions(member: Member, text: str, limit: int) -> list[Found]:
    asked = searching.asked(text)
    on_agenda = Session.objects.visible_to(member).select_related("show").prefetch_related("speakers")
    rows = on_agenda.order_by("-starts_at", "-pk").distinct()[:READ]
    hits = [one for one in rows if asked and searching.holds(asked, [one.title, *_speakers(one)])]
    return [Found(one.title, one.get_absolute_url(), one.show.name, "mic") for one in hits[:limit]]


def _speakers(session: Session) -> list[str]:
    return [speaker.name for speaker in session.speakers.all()]


SOURCES = (
    SearchSource("shows", gettext_lazy("Shows"), shows),
    SearchSource("exhibitors", gettext_lazy("Booths"), exhibitors),
    SearchSource("sessions", gettext_lazy("Sessions"), sessions),
)
