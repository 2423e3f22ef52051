"""What one can do with a placement: confirm a match, the second yes booking the desks; cancel; name a commissioner.

The clock begins and ends stays by the site's own date.
"""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.places.zones import zone_named
from ground.tables.locks import locked
from landings.hosts.models import SlotOffer
from landings.matching.actions import steps as matches
from landings.matching.models import Match
from landings.placements import rules
from landings.placements.actions.desks import pick
from landings.placements.facts import (
    CommissionerNamed,
    LandingCancelled,
    LandingPlaced,
    LandingReturned,
    LandingStarted,
)
from landings.placements.models import DeskDay, Landing, days_between
from network.members.models import Member
from network.organisations.rules import is_commissioner
from realtime.access.revocation import revoke
from realtime.streams import open_stream, publish

AT_ONCE = 200


@transaction.atomic
def confirm(match_id: int, *, by: Member, now: datetime) -> Match:
    """Say yes for one's side. The second yes books the desks; where they are gone, the match ends as `full`.

    A yes that was said already stays as it was. Raises ValidationError (`not_now`), saying what has become of it, or of
    the offer.
    """
    match, side = matches.locked_to_confirm(match_id, by)
    if match.confirmed_at(side):
        if match.state not in ("placed", "full"):
            match.check_open(now)
        return match
    matches.confirm(match, side, by, now)
    landing, others = _place(match, now) if match.is_agreed else (None, [])
    matches.tell_confirmed(match, side, landing.pk if landing else None, by, now)
    if landing:
        publish(LandingPlaced(landing_id=landing.pk), to=landing.stream, by=by.pk, at=now)
    matches.tell_withdrawn(others, now)
    return match


def _place(match: Match, now: datetime) -> tuple[Landing | None, list[Match]]:
    """Book the desks and begin the landing; where the desks are gone, the match is lost and there is none."""
    offer = locked(SlotOffer.objects).get(pk=match.offer_id)
    seats = _free_seats(match, offer)
    if not seats:
        matches.lose(match, now)
        return None, []
    others = matches.place(match, now)
    landing = _begin(match, now)
    DeskDay.objects.bulk_create(DeskDay(offer=offer, desk=desk, day=day, landing=landing) for desk, day in seats)
    return landing, others


def _free_seats(match: Match, offer: SlotOffer) -> list[tuple[int, date]]:
    if offer.withdrawn_at:
        raise ValidationError(_("The host has withdrawn this offer."), code="not_now")
    if match.starts_on < offer.starts_on or match.ends_on > offer.ends_on:
        words = _("The host has changed the dates of this offer, and not all of these days are in it any more.")
        raise ValidationError(words, code="not_now")
    days = days_between(match.starts_on, match.ends_on)
    rows = DeskDay.objects.filter(offer=offer, day__gte=match.starts_on, day__lt=match.ends_on)
    return pick(offer.desks, set(rows.values_list("desk", "day")), days, match.desks)


def _begin(match: Match, now: datetime) -> Landing:
    application, site = match.application, match.offer.site
    return Landing.objects.create(
        stream=open_stream("landing"),
        application=application,
        match=match,
        programme=application.programme,
        firm=application.firm,
        host=site.host,
        site=site,
        offer=match.offer,
        starts_on=match.starts_on,
        ends_on=match.ends_on,
        desks=match.desks,
        placed_at=now,
    )


@transaction.atomic
def cancel(landing_id: int, *, by: Member, reason: str, now: datetime) -> Landing:
    """Call a placement off before it begins: its desks are free again, and the firm may be matched anew.

    Doing it twice does nothing more. Raises ValidationError (`not_now`) once the stay has begun.
    """
    landing = locked_landing(landing_id)
    side = rules.cancelling_side(by, landing)
    if side is None:
        raise PermissionDenied
    if landing.cancelled_at:
        return landing
    landing.cancel(by, reason, now)
    landing.save()
    landing.desk_days.all().delete()
    if landing.match:
        matches.cancel(landing.match, now)
    told = LandingCancelled(landing_id=landing.pk, side=side)
    publish(told, to=[landing.stream, landing.application.stream], by=by.pk, at=now)
    return landing


@transaction.atomic
def name_commissioner(landing_id: int, *, commissioner: Member, by: Member, now: datetime) -> Landing:
    """Ask a trade commissioner to look after the landing.

    Raises ValidationError (`not_a_commissioner`, or `not_now` when it was called off).
    """
    landing = locked_landing(landing_id)
    if not rules.may_name_commissioner(by, landing):
        raise PermissionDenied
    landing.check_standing()
    if landing.commissioner_id == commissioner.pk:
        return landing
    if not is_commissioner(commissioner):
        words = _("%s does not belong to an agency, so cannot be a commissioner.") % commissioner.name
        raise ValidationError(words, code="not_a_commissioner")
    before, landing.commissioner = landing.commissioner_id, commissioner
    landing.save()
    if before:
        revoke(before)
    told = CommissionerNamed(landing_id=landing.pk, member_id=commissioner.pk)
    publish(told, to=landing.stream, by=by.pk, at=now)
    return landing


def begin_and_end_due(*, now: datetime) -> int:
    """The clock: stays whose first day, or whose end, has come at the site. Returns how many changed."""
    soon = now.date() + timedelta(days=1)  # a site's date is at most a day ahead
    standing = Landing.objects.standing().filter(returned_at=None, closed_at=None)
    due = [
        *standing.filter(started_at=None, starts_on__lte=soon).order_by("starts_on", "pk")[:AT_ONCE],
        *standing.filter(started_at__isnull=False, ends_on__lte=soon).order_by("ends_on", "pk")[:AT_ONCE],
    ]
    return sum(_turn(landing.pk, now) for landing in due)


@transaction.atomic
def _turn(landing_id: int, now: datetime) -> bool:
    landing = locked_landing(landing_id)
    today = now.astimezone(zone_named(landing.site.time_zone)).date()
    if landing.state == "placed" and landing.starts_on <= today:
        landing.start(now)
        landing.save()
        publish(LandingStarted(landing_id=landing.pk), to=landing.stream, by=None, at=now)
        return True
    if landing.state == "started" and landing.ends_on <= today:
        landing.come_home(now)
        landing.save()
        publish(LandingReturned(landing_id=landing.pk), to=landing.stream, by=None, at=now)
        return True
    return False


def locked_landing(landing_id: int) -> Landing:
    """The landing, locked, with what its rules ask about. Raises Landing.DoesNotExist."""
    rows = Landing.objects.select_related(
        "stream", "application__stream", "programme", "firm", "host", "site", "match", "commissioner"
    )
    return locked(rows).get(pk=landing_id)
