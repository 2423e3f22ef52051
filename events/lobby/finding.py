"""What shows bring to the search over everything: shows, exhibitors and sessions that the member may see."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.booths.models import Booth
from events.sessions.models import Session
from events.shows.models import Show
from network.directory.sources import Found, SearchSource
from network.members.models import Member


def shows(member: Member, text: str, limit: int) -> list[Found]:
    found = Show.objects.visible_to(member).filter(_all_words(text, "name", "headline", "organiser__name"))
    return [
        Found(show.name, show.get_absolute_url(), show.headline, "store")
        for show in found.order_by("-last_on", "-pk")[:limit]
    ]


def exhibitors(member: Member, text: str, limit: int) -> list[Found]:
    standing = Booth.objects.visible_to(member).filter(_all_words(text, "firm__name", "headline"))
    found = standing.select_related("firm", "show", "hall").order_by("-show__last_on", "firm__name", "pk")
    return [
        Found(
            booth.firm.name,
            booth.get_absolute_url(),
            _("%(place)s in %(hall)s, %(show)s")
            % {"place": booth.place, "hall": booth.hall.name, "show": booth.show.name},
            "store",
        )
        for booth in found[:limit]
    ]


def sessions(member: Member, text: str, limit: int) -> list[Found]:
    on_agenda = Session.objects.visible_to(member).filter(_all_words(text, "title", "speakers__name"))
    found: QuerySet[Session] = on_agenda.select_related("show").order_by("-starts_at", "-pk").distinct()
    return [Found(one.title, one.get_absolute_url(), one.show.name, "mic") for one in found[:limit]]


def _all_words(text: str, *fields: str) -> Q:
    """Each word in one of the fields."""
    wanted = Q()
    for word in text.split()[:8]:
        wanted &= Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR)
    return wanted


SOURCES = (
    SearchSource("shows", gettext_lazy("Shows"), shows),
    SearchSource("exhibitors", gettext_lazy("Booths"), exhibitors),
    SearchSource("sessions", gettext_lazy("Sessions"), sessions),
)
