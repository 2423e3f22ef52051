"""What shows bring to the search over everything: shows, exhibitors and sessions that the member may see.

They are few and have no index: the newest are read, and looked through by the same words as everything else.
"""

from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.booths.models import Booth
from events.sessions.models import Session
from events.shows.models import Show
from ground.tables.worded import Worded
from ground.words import searching
from network.directory.registry import Found, SearchSource
from network.members.models import Member, someone

READ: Final = 500


def shows(member: Member, text: str, limit: int) -> list[Found]:
    asked = searching.asked(text)
    hits = [
        one
        for one in _SHOWS.objects(me=member.pk)
        if asked and searching.holds(asked, [one.headline, one.organiser.name], [one.name])
    ]
    return [Found(show.name, show.get_absolute_url(), show.headline, "store") for show in hits[:limit]]


def exhibitors(member: Member, text: str, limit: int) -> list[Found]:
    asked = searching.asked(text)
    rows = _BOOTHS.objects(me=member.pk)
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
    rows = _SESSIONS.objects(me=member.pk)
    hits = [one for one in rows if asked and searching.holds(asked, [one.title, *_speakers(one)])]
    return [Found(one.title, one.get_absolute_url(), one.show.name, "mic") for one in hits[:limit]]


def _speakers(session: Session) -> list[str]:
    return [speaker.name for speaker in session.speakers.all()]


def _shows(me: int) -> QuerySet[Show]:
    return Show.objects.visible_to(someone(me)).select_related("organiser").order_by("-last_on", "-pk")[:READ]


def _booths(me: int) -> QuerySet[Booth]:
    standing = Booth.objects.visible_to(someone(me)).select_related("firm", "show", "hall")
    return standing.order_by("-show__last_on", "firm__folded_name", "pk")[:READ]


def _sessions(me: int) -> QuerySet[Session]:
    on_agenda = Session.objects.visible_to(someone(me)).select_related("show").prefetch_related("speakers")
    return on_agenda.order_by("-starts_at", "-pk").distinct()[:READ]


_SHOWS: Final = Worded(_shows)
_BOOTHS: Final = Worded(_booths)
_SESSIONS: Final = Worded(_sessions)

SOURCES = (
    SearchSource("shows", gettext_lazy("Shows"), shows),
    SearchSource("exhibitors", gettext_lazy("Booths"), exhibitors),
    SearchSource("sessions", gettext_lazy("Sessions"), sessions),
)
