"""What waits for a member, whatever the role, oldest first: each feature tells its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from events.booths.models import Duty
from landings.applications.models import Application, Review
from landings.applications.states import State
from landings.grants import queries as grants
from landings.itineraries import queries as itineraries
from landings.letters import queries as letters
from landings.matching import queries as matching
from landings.matching.queries import Waiting
from landings.placements import queries as placements
from landings.placements.models import Landing
from landings.programmes.models import FundYear, Officer, Programme
from network.introductions import queries as introductions
from network.introductions.models import Introduction
from network.members.models import Member
from network.organisations.models import Membership, Organisation

DECIDABLE = [State.SUBMITTED, State.UNDER_REVIEW, State.WAITLISTED]


@dataclass(frozen=True, slots=True)
class Desk:
    """A member's desk: what waits, the landings under way, the roles held, the programmes run, the funds paid from."""

    waiting: list[Waiting]
    landings: list[Landing]
    kinds: set[str]
    programmes: list[Programme]
    funds: list[FundYear]
    duties: list[Duty]


def desk_of(member: Member, *, now: datetime) -> Desk:
    kinds = set(Organisation.objects.of(member).values_list("kind", flat=True))
    roles = Officer.objects.filter(member=member)
    pays = roles.filter(role=Officer.Role.FINANCE).values("programme_id")
    reads = roles.exclude(role=Officer.Role.FINANCE).values("programme_id")
    runs = Programme.objects.filter(pk__in=reads).order_by("folded_name", "pk")
    funds = FundYear.objects.filter(programme__in=pays, expires_on__gt=now.date()).select_related("programme")
    duties = Duty.objects.filter(member=member, ends_at__gt=now).standing().select_related("booth__firm", "booth__show")
    under_way = Landing.objects.visible_to(member).standing().filter(closed_at=None).for_list()
    return Desk(
        waiting=sorted(_waiting(member, kinds, now), key=lambda row: row.since),
        landings=list(under_way[:8]),
        kinds=kinds,
        programmes=list(runs),
        funds=list(funds.order_by("programme__folded_name", "year")),
        duties=list(duties.order_by("starts_at", "pk")[:5]),
    )


def _waiting(member: Member, kinds: set[str], now: datetime) -> Iterator[Waiting]:
    yield from _introductions(member, now)
    if Organisation.Kind.AGENCY in kinds:
        yield from _outcomes(member)
    if Organisation.Kind.FIRM in kinds:
        yield from _drafts_and_questions(member)
        yield from _letters(member, now)
        yield from _debriefs(member, now)
    yield from _reviews(member)
    yield from _decisions(member)
    yield from matching.waiting_for(member)
    yield from placements.waiting_for(member)
    yield from grants.waiting_for(member)


def _introductions(member: Member, now: datetime) -> Iterator[Waiting]:
    for side in introductions.waiting_for(member, now=now):
        words = _("%(who)s asks whether you want to meet somebody") % {"who": side.introduction.commissioner}
        yield Waiting(words, side.asked_at, reverse("network:introduction", args=[side.introduction_id]))


def _outcomes(member: Member) -> Iterator[Waiting]:
    agreed = Introduction.objects.of_office(member).filter(agreed_at__isnull=False, closed_at=None)
    for introduction in agreed.for_list().order_by("agreed_at", "pk"):
        people = " · ".join(str(side.member) for side in introduction.sides.all())
        words = _("Say what came of the introduction: %(people)s") % {"people": people}
        since = introduction.agreed_at or introduction.proposed_at
        yield Waiting(words, since, reverse("network:introduction", args=[introduction.pk]))


def _drafts_and_questions(member: Member) -> Iterator[Waiting]:
    mine = Application.objects.of(member).filter(state__in=[State.DRAFT, State.INFORMATION_WANTED])
    rows = mine.values_list("pk", "state", "programme__name", "saved_at", "information_wanted_at")
    for pk, state, programme, saved_at, wanted_at in rows:
        words, since = _("Finish your application to %(programme)s"), saved_at
        if state == State.INFORMATION_WANTED:
            words, since = _("%(programme)s asks you a question"), wanted_at or saved_at
        yield Waiting(words % {"programme": programme}, since, reverse("landings:application", args=[pk]))


def _reviews(member: Member) -> Iterator[Waiting]:
    open_reviews = Review.objects.filter(reviewer=member, submitted_at=None, conflict_at=None)
    asked = open_reviews.filter(application__state__in=DECIDABLE).order_by("assigned_at", "pk")
    for pk, firm, since in asked.values_list("pk", "application__firm__name", "assigned_at"):
        words = _("Review the application of %(firm)s") % {"firm": firm}
        yield Waiting(words, since, reverse("landings:review", args=[pk]))


def _decisions(member: Member) -> Iterator[Waiting]:
    runs = Officer.objects.filter(member=member, role=Officer.Role.OFFICER)
    decides = list(runs.values_list("programme_id", flat=True))
    asked = Application.objects.filter(programme__in=decides, state__in=DECIDABLE)
    for pk, firm, submitted_at, saved_at in asked.values_list("pk", "firm__name", "submitted_at", "saved_at"):
        words = _("Decide on the application of %(firm)s") % {"firm": firm}
        yield Waiting(words, submitted_at or saved_at, reverse("landings:application", args=[pk]))


def _letters(member: Member, now: datetime) -> Iterator[Waiting]:
    for letter in letters.waiting_for(member, now=now):
        words = _("Your letter on %(city)s is due: the link is in your mail") % {"city": letter.landing.site.city}
        yield Waiting(words, letter.raised_at, reverse("landings:letter", args=[letter.pk]))


def _debriefs(member: Member, now: datetime) -> Iterator[Waiting]:
    for item in itineraries.to_debrief(member, now=now):
        words = _("Say what came of “%(title)s”") % {"title": item.title}
        yield Waiting(words, item.ends_at, reverse("landings:itinerary", args=[item.landing_id]))


def memberships_of(member: Member) -> list[Membership]:
    """The member's houses, for the way to their pages."""
    rows = Membership.objects.filter(member=member, organisation__closed_at=None).select_related("organisation")
    return list(rows.order_by("organisation__folded_name", "pk"))
