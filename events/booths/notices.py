"""Staff are told of the duty they are given."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.booths.facts import DutyCancelled, DutyGiven
from events.booths.models import Duty
from realtime.notices import NoticeKind, declare, declare_question, notify
from realtime.reactions import on
from realtime.streams import Event

declare_question(
    NoticeKind(
        "booths.duty",
        label=gettext_lazy("I am given duty at a booth"),
        sentence=lambda p: _("You are on duty at %(firm)s on %(on)s, %(from)s to %(to)s (%(zone)s)") % p,
    ),
    until={DutyCancelled: "duty_id"},
)
declare(
    NoticeKind(
        "booths.duty_cancelled",
        label=gettext_lazy("My duty at a booth is cancelled"),
        sentence=lambda p: _("You are free on %(on)s, %(from)s to %(to)s: duty at %(firm)s is cancelled") % p,
    )
)


@on(DutyGiven)
def tell_of_duty(event: Event) -> None:
    _tell(event, "booths.duty")


@on(DutyCancelled)
def tell_of_freedom(event: Event) -> None:
    _tell(event, "booths.duty_cancelled")


def _tell(event: Event, kind: str) -> None:
    duty = Duty.objects.select_related("booth__firm", "booth__show").get(pk=event.told.duty_id)
    booth = duty.booth
    starts, ends = (at.astimezone(booth.show.zone) for at in (duty.starts_at, duty.ends_at))
    params = {
        "firm": booth.firm.name,
        "on": starts.date().isoformat(),
        "from": f"{starts:%H:%M}",
        "to": f"{ends:%H:%M}",
        "zone": booth.show.time_zone,
    }
    notify([duty.member_id], kind=kind, event=event, params=params, path=booth.get_absolute_url())
