"""Registered visitors are told when the doors open."""

from django.utils.translation import gettext_lazy as _

from events.shows.facts import ShowClosed, ShowOpened
from events.shows.models import Show
from events.shows.tellings import OPENED
from realtime.jobs.handlers import on
from realtime.notices import NoticeKind, declare_question, notify
from realtime.streams import Event

declare_question(
    NoticeKind(
        OPENED,
        label=_("A show that I registered for opens"),
    ),
    until={ShowClosed: ""},
)


@on(ShowOpened)
def tell_visitors(event: Event) -> None:
    show = Show.objects.get(pk=event.told.show_id)
    visitors = show.registrations.order_by("pk").values_list("member_id", flat=True)
    path = show.get_absolute_url()
    notify(visitors, kind=OPENED, event=event, params={"show": show.name}, path=path)
