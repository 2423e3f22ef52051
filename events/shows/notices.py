"""Registered visitors are told when the doors open."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.shows.facts import ShowClosed, ShowOpened
from events.shows.models import Show
from realtime.notices import NoticeKind, declare_question, notify
from realtime.reactions import on
from realtime.streams import Event

declare_question(
    NoticeKind(
        "shows.opened",
        label=gettext_lazy("A show that I registered for opens"),
        sentence=lambda p: _("%(show)s is open: come in") % p,
    ),
    until={ShowClosed: ""},
)


@on(ShowOpened)
def tell_visitors(event: Event) -> None:
    show = Show.objects.get(pk=event.told.show_id)
    visitors = show.registrations.order_by("pk").values_list("member_id", flat=True)
    path = show.get_absolute_url()
    notify(visitors, kind="shows.opened", event=event, params={"show": show.name}, path=path)
