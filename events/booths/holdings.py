"""What is a member's here: booths at which they work and were."""

from django.utils.translation import gettext_lazy as _

from events.booths.actions.duty import cancel_step
from events.booths.models import BoothStaff, Duty, DutyCell, Visit
from network.mydata.registry import COUNTED, Holding, Holdings, Leaver, Rows, gone

BOOTH = ("booth__show__name", "booth__firm__name")


def _cancelled(rows: Rows, leaver: Leaver) -> None:
    for duty in rows.filter(cancelled_at=None, ends_at__gt=leaver.now).order_by("pk"):
        cancel_step(duty, leaver.now)


OWN = Holdings(
    "booths",
    _("Your booths, and those that you saw"),
    (
        Holding(
            Duty,
            of=("member",),
            name="duty",
            gives=(*BOOTH, "starts_at", "ends_at", "cancelled_at"),
            goes=_cancelled,
            stays=COUNTED,
        ),
        Holding(BoothStaff, of=("member",), name="works_at", gives=(*BOOTH, "joined_at"), goes=gone),
        Holding(DutyCell, of=("member",), because="what keeps two duties apart; it follows from them", stays=COUNTED),
        Holding(Visit, of=("member",), name="visits", gives=(*BOOTH, "on"), stays=COUNTED),
    ),
)
