from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.money.formats import money
from ground.tables.locks import locked
from landings.grants import rules
from landings.grants.actions.purse import Purse, check_standing
from landings.grants.facts import GrantAwarded
from landings.grants.models import Grant, Kind, Reason
from landings.placements.actions import locked_landing
from landings.placements.models import Landing
from landings.programmes.models import FundYear
from network.members.models import Member
from realtime.streams import publish


@transaction.atomic
def award(landing_id: int, *, amount: int, fund_year_id: int, note: str = "", by: Member, now: datetime) -> Grant:
    """Commit `amount` minor units of a year's fund to a landing. The same award twice is one.

    Raises ValidationError: `not_now`, `ceiling`, `lapsed`, `not_enough`.
    """
    landing = locked_landing(landing_id)
    if not rules.may_award(by, landing):
        raise PermissionDenied
    earlier = Grant.objects.filter(landing=landing).first()
    if earlier and (earlier.amount, earlier.fund_year_id) == (amount, fund_year_id):
        return earlier
    # Locked, so that two officers take from the fund one after the other.
    fund_year = locked(landing.programme.fund_years).get(pk=fund_year_id)
    _check_award(landing, earlier, amount, fund_year, now)
    grant = Grant(landing=landing, fund_year=fund_year, amount=amount, note=note, awarded_at=now, awarded_by=by)
    grant.take_terms(landing.programme, ceiling=rules.most_for(landing))
    grant.save()
    purse = Purse(grant, by, now)
    _take_over_fund(purse)
    _check_fund(purse, amount)
    purse.move(amount, Reason.AWARD, debit=Kind.COMMITMENTS, credit=Kind.FUND)
    told = GrantAwarded(grant_id=grant.pk, amount=amount, currency=grant.currency, moves=purse.moves)
    publish(told, to=landing.stream, by=by.pk, at=now)
    return grant


def _check_award(landing: Landing, earlier: Grant | None, amount: int, fund_year: FundYear, now: datetime) -> None:
    check_standing(landing)
    programme = landing.programme
    if earlier:
        words = {"amount": money(earlier.amount, earlier.currency)}
        raise ValidationError(_("This landing has its grant already: %(amount)s.") % words, code="not_now")
    most = rules.most_for(landing)
    if not 0 < amount <= most:
        words = {"ceiling": money(most, programme.currency)}
        raise ValidationError(_("A grant is more than nothing and at most %(ceiling)s.") % words, code="ceiling")
    if not fund_year.is_open_on(now.date()):
        raise ValidationError(_("The fund of %d has lapsed.") % fund_year.year, code="lapsed")


def _take_over_fund(purse: Purse) -> None:
    """Bring the ledger's fund to what the programme says that the funder gives for the year."""
    more = purse.grant.fund_year.amount + purse.balance(Kind.FUNDER)
    if more > 0:
        purse.move(more, Reason.ALLOCATION, debit=Kind.FUND, credit=Kind.FUNDER)
    if more < 0:
        purse.move(-more, Reason.REDUCTION, debit=Kind.FUNDER, credit=Kind.FUND)


def _check_fund(purse: Purse, amount: int) -> None:
    left = purse.balance(Kind.FUND)
    if amount > left:
        words = {"year": purse.grant.fund_year.year, "left": money(left, purse.grant.currency)}
        raise ValidationError(_("The fund of %(year)d has only %(left)s left.") % words, code="not_enough")
