from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from network.introductions.models import Answer, Introduction, MeetingTime, Side
from network.members.models import Member
from network.organisations.models import Membership, Organisation
from realtime.streams import Event, timeline

PAGE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the timeline, in words."""

    at: datetime
    text: str
    icon: str
    tone: str = ""


def agencies_of(member: Member) -> QuerySet[Organisation]:
    """The agencies in whose name a member may propose."""
    return (
        Organisation.objects.of(member)
        .filter(kind=Organisation.Kind.AGENCY, closed_at=None)
        .order_by("folded_name", "id")
    )


def office_list(member: Member, *, state: str = "", before: int | None = None) -> list[Introduction]:
    """What the member's office proposed, newest first, by key."""
    rows = Introduction.objects.filter(agency__in=list(agencies_of(member).values_list("pk", flat=True))).for_list()
    rows = rows.filter(_in_state(state))
    return list((rows if before is None else rows.filter(pk__lt=before))[:PAGE])


def _in_state(state: str) -> Q:
    ended = Q(closed_at__isnull=False) | Q(expired_at__isnull=False) | Q(withdrawn_at__isnull=False)
    asked = ~ended & Q(agreed_at=None)
    agreed = ~ended & Q(agreed_at__isnull=False)
    return {"asked": asked, "agreed": agreed, "ended": ended}.get(state, Q())


def office_counts(member: Member) -> dict[str, int]:
    rows = Introduction.objects.filter(agency__in=list(agencies_of(member).values_list("pk", flat=True)))
    return {state: rows.filter(_in_state(state)).count() for state in ("asked", "agreed", "ended")}


def asked_of(member: Member, *, before: int | None = None) -> list[Side]:
    """The member's own sides, newest first, each knowing only its own answer."""
    loaded = Side.objects.filter(member=member).select_related(
        "introduction__firm", "introduction__commissioner", "introduction__agency", "introduction__conversation"
    )
    rows = loaded.prefetch_related("introduction__sides__member").order_by("-id")
    return list((rows if before is None else rows.filter(pk__lt=before))[:PAGE])


def waiting_for(member: Member, *, now: datetime) -> list[Side]:
    """Questions that wait for this member's answer, oldest first."""
    standing = Introduction.objects.standing().filter(expires_at__gt=now)
    rows = Side.objects.filter(member=member, introduction__in=standing, answer__in=["", Answer.LATER])
    return list(rows.select_related("introduction__firm", "introduction__commissioner").order_by("asked_at", "id"))


def agreed_with(member: Member) -> list[MeetingTime]:
    """The agreed times of the member's introductions: as one of the two, or as who brought them together."""
    mine = Q(introduction__sides__member=member) | Q(introduction__commissioner=member)
    agreed = MeetingTime.objects.filter(mine, accepted_at__isnull=False).distinct()
    loaded = agreed.select_related("introduction", "suggested_by", "accepted_by")
    return list(loaded.prefetch_related("introduction__sides__member").order_by("starts_at", "pk"))


def firms_and_founders() -> QuerySet[Membership]:
    """Who may stand for a firm in an introduction."""
    rows = Membership.objects.filter(organisation__kind=Organisation.Kind.FIRM, organisation__closed_at=None)
    rows = rows.filter(member__is_active=True).exclude(role=Membership.Role.STAFF)
    return rows.select_related("organisation", "member").order_by(
        "organisation__folded_name", "member__folded_name", "id"
    )


def history(introduction: Introduction) -> Sequence[Row]:
    """The office's timeline: who was asked, what each said, and when."""
    names = {side.pk: str(side.member) for side in introduction.sides.select_related("member")}
    return [_row(event, names) for event in timeline(introduction.stream)]


def _row(event: Event, names: dict[int, str]) -> Row:
    told = event.told
    who = names.get(getattr(told, "side_id", 0), "")
    answers = {"yes": _("%(who)s said yes"), "no": _("%(who)s said no"), "later": _("%(who)s said later")}
    words = {
        "introduction.proposed": (_("Both were asked"), "send", ""),
        "introduction.answered": (answers.get(getattr(told, "answer", ""), ""), "reply", ""),
        "introduction.reminded": (_("%(who)s was reminded"), "bell", ""),
        "introduction.agreed": (_("Both said yes: the conversation is open"), "handshake", "good"),
        "introduction.expired": (_("It expired"), "hourglass", ""),
        "introduction.withdrawn": (_("The office withdrew it"), "undo-2", ""),
        "introduction.time_suggested": (_("A meeting time was suggested"), "calendar", ""),
        "introduction.time_accepted": (_("A meeting time was agreed"), "calendar-check", "good"),
        "introduction.closed": (_("It was closed with its outcome"), "check", "good"),
    }
    text, icon, tone = words.get(event.fact, (event.fact, "circle", ""))
    return Row(at=event.at, text=text % {"who": who}, icon=icon, tone=tone)
