"""What is a member's here: the programmes for which they work."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from landings.programmes.actions.people import dismiss
from landings.programmes.models import Officer, ProgrammeDraft, ProgrammeVersion
from network.mydata.registry import OF_AN_OFFICE, Holding, Holdings, Leaver, Obstacle, Rows


def _dismissed(rows: Rows, leaver: Leaver) -> None:
    for office in list(rows.order_by("programme_id")):
        dismiss(office.programme_id, member_id=leaver.pk, by=None, now=leaver.now)


def last_officer_of(member_id: int, _now: datetime) -> Iterator[Obstacle]:
    """Programmes that would have nobody left who decides."""
    decides = Officer.objects.filter(role=Officer.Role.OFFICER)
    others = decides.filter(programme=OuterRef("programme"), member__is_active=True).exclude(member_id=member_id)
    alone = decides.filter(member_id=member_id, programme__closed_at=None).exclude(Exists(others))
    for one in alone.select_related("programme").order_by("pk"):
        words = _("%(programme)s has no other officer: appoint one first.") % {"programme": one.programme.name}
        yield Obstacle(words, reverse("landings:programme-people", args=[one.programme.slug]))


OWN = Holdings(
    "programmes",
    gettext_lazy("Programmes that you work for"),
    (
        Holding(
            Officer,
            of=("member",),
            name="offices",
            label=gettext_lazy("offices in programmes"),
            gives=("programme__name", "role", "since"),
            goes=_dismissed,
        ),
        Holding(ProgrammeDraft, of=("saved_by",), because="the programme's draft", stays=OF_AN_OFFICE),
        Holding(ProgrammeVersion, of=("published_by",), because="the programme's rules", stays=OF_AN_OFFICE),
    ),
)
