from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, Final

from django.db.models import Count, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from ground.places.civil_time import civil
from ground.places.zones import zone_named
from ground.tables.beside import Beside
from ground.tables.worded import Worded
from network.calendar.registry import Entry
from network.dealings.kinds import Happened
from network.dealings.models import Party
from network.introductions.models import Answer, Introduction, MeetingTime, Side
from network.members.models import Member, someone
from network.members.registry import beside, loading
from network.organisations.models import Membership, Organisation

PAGE = 30
STATES: Final = ("asked", "agreed", "ended")


def agencies_of(member: Member) -> QuerySet[Organisation]:
    """The agencies in whose name a member may propose."""
    return (
        Organisation.objects.of(member)
        .filter(kind=Organisation.Kind.AGENCY, closed_at=None)
        .order_by("folded_name", "id")
    )


def agency_keys(member: Member) -> list[int]:
    return _AGENCIES.objects(member=member.pk)


def office_list(agencies: list[int], *, state: str = "", before: int | None = None) -> list[Introduction]:
    """What the office proposed, newest first, by key; with the two sides and their offices."""
    asked = {"agencies": agencies} if before is None else {"agencies": agencies, "before": before}
    rows: list[Introduction] = _of_office(state).objects(**asked)
    _lay_sides_beside(rows)
    return rows


@cache
def _of_office(state: str) -> Worded[Any]:
    def rows(agencies: list[int], before: int | None = None) -> QuerySet[Introduction]:
        found = Introduction.objects.filter(_in_state(state), agency__in=agencies).select_related("firm")
        return (found if before is None else found.filter(pk__lt=before)).order_by("-id")[:PAGE]

    return Worded(rows)


def _lay_sides_beside(introductions: Iterable[Introduction], also: Iterable[Member] = ()) -> None:
    """The two sides of each, and the offices of their members."""
    rows = list(introductions)
    _SIDES.ask(rows)()
    people = [*also, *(side.member for row in rows for side in row.sides.all())]
    for offices in beside():
        offices.ask(people)()


def _in_state(state: str) -> Q:
    ended = Q(closed_at__isnull=False) | Q(expired_at__isnull=False) | Q(withdrawn_at__isnull=False)
    asked = ~ended & Q(agreed_at=None)
    agreed = ~ended & Q(agreed_at__isnull=False)
    return {"asked": asked, "agreed": agreed, "ended": ended}.get(state, Q())


def office_counts(agencies: list[int]) -> dict[str, int]:
    return next(iter(_OFFICE_COUNTS.objects(agencies=agencies)), dict.fromkeys(STATES, 0))


def _counted(agencies: list[int]) -> QuerySet[Any, Any]:
    rows = Introduction.objects.filter(agency__in=agencies).order_by().annotate(all=Value("")).values("all")
    counted: QuerySet[Any, Any] = rows.annotate(**{state: Count("pk", filter=_in_state(state)) for state in STATES})
    return counted.values(*STATES)


def asked_of(member: Member, *, before: int | None = None) -> list[Side]:
    """The member's own sides, newest first, each knowing only its own answer."""
    asked = {"member": member.pk} if before is None else {"member": member.pk, "before": before}
    sides: list[Side] = _ASKED.objects(**asked)
    introductions = [side.introduction for side in sides]
    _lay_sides_beside(introductions, also=[one.commissioner for one in introductions])
    return sides


def _asked(member: int, before: int | None = None) -> QuerySet[Side]:
    rows = Side.objects.filter(member=member).select_related("introduction__firm", "introduction__commissioner")
    return (rows if before is None else rows.filter(pk__lt=before)).order_by("-id")[:PAGE]


def waiting_for(member: Member, *, now: datetime) -> list[Side]:
    """Questions that wait for this member's answer, oldest first."""
    return _WAITING.objects(member=member.pk, now=now)


def _waiting(member: int, now: datetime) -> QuerySet[Side]:
    standing = Introduction.objects.standing().filter(expires_at__gt=now)
    rows = Side.objects.filter(member=member, introduction__in=standing, answer__in=["", Answer.LATER])
    loaded = rows.select_related("introduction__firm", "introduction__commissioner")
    return loaded.prefetch_related(*loading("introduction__commissioner")).order_by("asked_at", "id")


def agreed_with(member: Member) -> set[int]:
    """The keys of the agreed times of the member's introductions, as one of the two or as who brought them together."""
    return set(_AGREED.objects(member=member.pk))


def meeting_entries(member: Member) -> list[Entry]:
    """The meetings agreed in the introductions that the member takes part in."""
    times = _MEETINGS.objects(member=member.pk)
    _SIDES.ask({time.introduction_id: time.introduction for time in times}.values())()
    return [_meeting_entry(time, member) for time in times]


def _agreed(member: int) -> QuerySet[MeetingTime]:
    mine = Q(introduction__sides__member=member) | Q(introduction__commissioner=member)
    return MeetingTime.objects.filter(mine, accepted_at__isnull=False).distinct()


def _meetings(member: int) -> QuerySet[MeetingTime]:
    loaded = _agreed(member).select_related("introduction", "suggested_by", "accepted_by")
    return loaded.order_by("starts_at", "pk")


_AGENCIES: Final = Worded(lambda member: agencies_of(someone(member)).values_list("pk", flat=True))
_OFFICE_COUNTS: Final = Worded(_counted)
_ASKED: Final = Worded(_asked)
_WAITING: Final = Worded(_waiting)
_AGREED: Final = Worded(lambda member: _agreed(member).order_by().values_list("pk", flat=True))
_MEETINGS: Final = Worded(_meetings)
_SIDES: Final = Beside(lambda: Introduction, "sides", lambda rows: rows.select_related("member"))


def _meeting_entry(time: MeetingTime, member: Member) -> Entry:
    """Whoever only arranged it is not taken up by it."""
    introduction = time.introduction
    sides = [side.member for side in introduction.sides.all()]
    others = ", ".join(str(other) for other in sides if other != member)
    return Entry(
        uid=f"meeting-{time.pk}",
        summary=_("Meeting: %(people)s") % {"people": others},
        description=introduction.blurb,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        zone=time.suggested_by.time_zone,
        url=reverse("network:conversation", args=[introduction.conversation_id]),
        changed_at=time.accepted_at or time.suggested_at,
        free=member not in (*sides, time.suggested_by, time.accepted_by),
    )


def meeting_held(introduction_id: int) -> Happened | None:
    """The meeting that came of an introduction, between the founder for the firm and the contact; None if none did.

    It was on the last time agreed that has passed, by the calendar of who suggested it; else when the office said so.
    """
    held = Introduction.objects.held().filter(pk=introduction_id)
    introduction = held.select_related("commissioner").prefetch_related("sides").first()
    if introduction is None or introduction.closed_at is None:
        return None
    founder, contact = introduction.sides.all()
    between = (
        Party(organisation_id=introduction.firm_id, member_id=founder.member_id),
        Party(member_id=contact.member_id),
    )
    times = introduction.meeting_times.filter(accepted_at__isnull=False, starts_at__lte=introduction.closed_at)
    time = times.select_related("suggested_by").last()
    at, who = (time.starts_at, time.suggested_by) if time else (introduction.closed_at, introduction.commissioner)
    return Happened(between, on=civil(at, zone_named(who.time_zone)).on)


def firms_and_founders() -> QuerySet[Membership]:
    """Who may stand for a firm in an introduction."""
    rows = Membership.objects.filter(organisation__kind=Organisation.Kind.FIRM, organisation__closed_at=None)
    rows = rows.filter(member__is_active=True).exclude(role=Membership.Role.STAFF)
    return rows.select_related("organisation", "member").order_by(
        "organisation__folded_name", "member__folded_name", "id"
    )
