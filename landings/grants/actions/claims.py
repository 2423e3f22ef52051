"""What a firm does with a claim: begins it, puts costs on it, sends it in. What becomes of it: `decisions.py`."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ground.files.keeping import field_of, forget, kept, take_up
from ground.files.uploads import Upload
from ground.money.rates import Rate, rate_on
from ground.places.civil_time import civil
from ground.places.zones import zone_named
from landings.grants import rules
from landings.grants.actions.locks import locked_claim, locked_grant
from landings.grants.actions.purse import check_open, check_standing
from landings.grants.facts import ClaimBegun, ClaimLinesChanged, ClaimSubmitted
from landings.grants.models import Claim, ClaimLine
from landings.placements.models import Landing
from network.members.models import Member
from realtime.streams import publish

LINES_AT_MOST = 60
RECEIPT = field_of(ClaimLine, "receipt")


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost as on its receipt: `amount` in minor units of `currency`.

    `rate_of` is the day of an old rate that the firm has agreed to, where the table holds none of the receipt's day.
    """

    spent_on: date
    category: str
    description: str
    amount: int
    currency: str
    receipt: Upload
    rate_of: date | None = None


@transaction.atomic
def begin_claim(grant_id: int, *, by: Member, now: datetime) -> Claim:
    """A claim to fill in; the one that is in hand already, where there is one. Raises ValidationError (`not_now`)."""
    grant = locked_grant(grant_id)
    if not rules.may_claim(by, grant.landing):
        raise PermissionDenied
    check_open(grant)
    check_standing(grant.landing)
    in_hand = grant.claims.filter(submitted_at=None, declined_at=None).first()
    if in_hand:
        return in_hand
    last = grant.claims.aggregate(last=Max("number"))["last"] or 0
    claim = Claim.objects.create(grant=grant, number=last + 1, claimant=by, begun_at=now)
    publish(ClaimBegun(claim_id=claim.pk), to=grant.landing.stream, by=by.pk, at=now)
    return claim


def add_line(claim_id: int, *, cost: Cost, by: Member, now: datetime) -> ClaimLine:
    """Put a cost and its receipt on a claim, at the rate of its day.

    Raises ValidationError: `not_now`, `future`, `early`, `category`, `twice`, `many`, `currency`, `rate`, `old_rate`,
    `gone`.
    """
    with kept(RECEIPT, cost.receipt.content, cost.receipt.kind.ending) as receipt:
        return _add_line(claim_id, cost, receipt, by, now)


@transaction.atomic
def _add_line(claim_id: int, cost: Cost, receipt: str, by: Member, now: datetime) -> ClaimLine:
    claim = _in_hand(claim_id, by)
    _check_cost(claim, cost, now)
    rate = _agreed_rate(cost, claim.grant.currency)
    line = ClaimLine(
        claim=claim,
        spent_on=cost.spent_on,
        category=cost.category,
        description=cost.description,
        amount=cost.amount,
        currency=cost.currency,
        rate=rate.value,
        rate_on=rate.on,
        rate_source=rate.source,
        converted=rate.convert(cost.amount),
        receipt_name=cost.receipt.name,
        receipt_type=cost.receipt.kind.type,
        receipt_digest=cost.receipt.digest,
        added_by=by,
        added_at=now,
    )
    line.receipt = take_up(receipt)
    line.save()
    publish(ClaimLinesChanged(claim_id=claim.pk), to=claim.grant.landing.stream, by=by.pk, at=now)
    return line


def _agreed_rate(cost: Cost, to: str) -> Rate:
    rate = rate_on(cost.spent_on, cost.currency, to)
    if rate.is_old_on(cost.spent_on) and cost.rate_of != rate.on:
        raise ValidationError(old_rate_words(rate, cost.spent_on), code="old_rate")
    return rate


def old_rate_words(rate: Rate, day: date) -> str:
    """The newest rate is of 30 October 2026, 31 days before the receipt."""
    age = rate.age_on(day)
    said = {"code": rate.currency, "day": date_format(rate.on, "DATE_FORMAT"), "n": age}
    return (
        ngettext(
            "The newest rate for %(code)s is of %(day)s, %(n)d day before the receipt. Say whether we may use it.",
            "The newest rate for %(code)s is of %(day)s, %(n)d days before the receipt. Say whether we may use it.",
            age,
        )
        % said
    )


def _in_hand(claim_id: int, by: Member) -> Claim:
    claim = locked_claim(claim_id)
    if not rules.may_claim(by, claim.grant.landing):
        raise PermissionDenied
    claim.check_state("draft", "changes_wanted")
    check_open(claim.grant)
    return claim


def _check_cost(claim: Claim, cost: Cost, now: datetime) -> None:
    landing = claim.grant.landing
    begun = landing.application.submitted_at
    if cost.amount <= 0:
        raise ValidationError(_("Write an amount above zero."), code="amount")
    if cost.spent_on > max(_days_at(landing, now)):
        raise ValidationError(_("This day has not come yet."), code="future")
    if begun and cost.spent_on < min(_days_at(landing, begun)):
        raise ValidationError(_("Costs from before the application are not covered."), code="early")
    allowed = claim.grant.cost_categories
    if allowed and cost.category not in allowed:
        raise ValidationError(_("This programme does not cover this category."), code="category")
    if claim.lines.count() >= LINES_AT_MOST:
        raise ValidationError(_("A claim has at most %d lines: begin another.") % LINES_AT_MOST, code="many")
    _check_receipt_is_new(claim, cost.receipt)


def _days_at(landing: Landing, at: datetime) -> list[date]:
    """What the calendars show at a moment where the firm is at home, and where it lands."""
    return [civil(at, zone_named(place.time_zone)).on for place in (landing.firm, landing.site)]


def _check_receipt_is_new(claim: Claim, receipt: Upload) -> None:
    """The same file is put forward once, in whatever claim of this firm; a declined claim frees it."""
    used = ClaimLine.objects.filter(
        receipt_digest=receipt.digest, claim__grant__landing__firm=claim.grant.landing.firm_id, claim__declined_at=None
    ).select_related("claim")
    earlier = used.order_by("pk").first()
    if earlier:
        words = {"what": earlier.description, "number": earlier.claim.number}
        raise ValidationError(
            _("This receipt was put forward already: “%(what)s” in claim %(number)d.") % words, code="twice"
        )


@transaction.atomic
def drop_line(claim_id: int, line_id: int, *, by: Member, now: datetime) -> Claim:
    """Take a cost off a claim in hand. A line that is gone already stays gone."""
    claim = _in_hand(claim_id, by)
    line = claim.lines.filter(pk=line_id).first()
    if line is None:
        return claim
    forget(line.receipt)
    line.delete()
    publish(ClaimLinesChanged(claim_id=claim.pk), to=claim.grant.landing.stream, by=by.pk, at=now)
    return claim


@transaction.atomic
def submit_claim(claim_id: int, *, is_final: bool, by: Member, now: datetime) -> Claim:
    """Send the claim to the programme. Sending it again changes nothing.

    Raises ValidationError: `empty`, `not_now`.
    """
    claim = locked_claim(claim_id)
    if not rules.may_claim(by, claim.grant.landing):
        raise PermissionDenied
    if claim.state == "submitted":
        return claim
    check_open(claim.grant)
    if not claim.lines.exists():
        raise ValidationError(_("Add at least one cost with its receipt first."), code="empty")
    claim.submit(by, is_final, now)
    claim.save()
    told = ClaimSubmitted(claim_id=claim.pk, number=claim.number)
    publish(told, to=claim.grant.landing.stream, by=by.pk, at=now)
    return claim
