"""What waits: a booth that is not ready for visitors, until its show opens, for whoever may dress it."""

from collections.abc import Collection, Iterator

from django.db.models import Max, Min
from django.utils.translation import gettext_lazy as _

from events.booths.facts import (
    BoothAssigned,
    BoothDressed,
    BoothWithdrawn,
    DutyCancelled,
    DutyGiven,
    SheetAdded,
    SheetRemoved,
    StaffLeft,
)
from events.booths.models import Booth
from events.booths.queries import steps_known, with_steps
from events.booths.rules import dressed_by
from events.shows.facts import HoursSet, ShowAnnounced, ShowChanged, ShowClosed
from network.desk.kinds import GroupKind, Work, WorkKind, WorkSource, by

DRESSERS = "booth.dressers"
GROUPS = (GroupKind(DRESSERS, lambda member_id: dressed_by(member_id).values("pk")),)
UNREADY = WorkKind(
    name="booth.unready",
    icon="store",
    words=_("Make the booth of %(firm)s at %(show)s ready for visitors"),
    route="events:booth-desk",
)
# Who leaves the staff leaves their duty too.
OF_BOOTH = (
    BoothAssigned,
    BoothDressed,
    BoothWithdrawn,
    SheetAdded,
    SheetRemoved,
    DutyGiven,
    DutyCancelled,
    StaffLeft,
)
OF_SHOW = (ShowAnnounced, ShowChanged, HoursSet, ShowClosed)


def _of_show(told: ShowAnnounced | ShowChanged | HoursSet | ShowClosed) -> list[int]:
    return list(Booth.objects.filter(show=told.show_id).values_list("pk", flat=True))


def _truth(keys: Collection[int]) -> Iterator[Work]:
    """Exhibitors do not see a draft."""
    seen = Booth.objects.going().filter(pk__in=keys, show__announced_at__isnull=False).select_related("show")
    hours = {"opens_at": Min("show__days__opens_at"), "ends_at": Max("show__days__closes_at")}
    for booth in with_steps(seen).annotate(**hours):
        if all(step.done for step in steps_known(booth)):
            continue
        yield Work(
            kind=UNREADY,
            subject=booth.pk,
            group=(DRESSERS, booth.pk),
            since=max(booth.made_at, booth.show.announced_at or booth.made_at),
            due_at=booth.opens_at,
            until_at=booth.ends_at,
            says={"firm": ("organisation", booth.firm_id), "show": ("show", booth.show_id)},
        )


SOURCE = WorkSource(
    name="booths",
    kinds=(UNREADY,),
    facts={**dict.fromkeys(OF_BOOTH, by("booth_id")), **dict.fromkeys(OF_SHOW, _of_show)},
    truth=_truth,
    subjects=Booth.objects.all,
)
