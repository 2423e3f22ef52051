"""Staff are told of the duty they are given."""

from django.utils.translation import gettext_lazy as _

from events.booths.facts import DutyCancelled, DutyGiven
from events.booths.models import Duty
from events.booths.tellings import DUTY, DUTY_CANCELLED
from realtime.jobs.handlers import on
from realtime.notices import NoticeKind, declare, declare_question, notify
from realtime.streams import Event

declare_question(
    NoticeKind(
        DUTY,
        label=_("I am given duty at a booth"),
    ),
    until={DutyCancelled: "duty_id"},
)
declare(
    NoticeKind(
        DUTY_CANCELLED,
        label=_("My duty at a booth is cancelled"),
    )
)


@on(DutyGiven)
def tell_of_duty(event: Event) -> None:
    _tell(event, DUTY)


@on(DutyCancelled)
def tell_of_freedom(event: Event) -> None:
    _tell(event, DUTY_CANCELLED)


def _tell(event: Event, kind: str) -> None:
    duty = Duty.objects.select_related("booth__firm", "booth__show").get(pk=event.told.duty_id)
    booth = duty.booth
    params = {
        "firm": booth.firm.name,
        "starts": duty.starts_at.isoformat(),
        "ends": duty.ends_at.isoformat(),
        "zone": booth.show.time_zone,
    }
    notify([duty.member_id], kind=kind, event=event, params=params, path=booth.get_absolute_url())
