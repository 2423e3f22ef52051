from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.money.formats import money
from landings.grants import rules
from landings.grants.actions.held import Kind, Purse, Reason, check_standing
from landings.grants.facts import GrantAwarded
from landings.grants.ledger import Books, Posting, Transfer, move
from landings.grants.models import Grant
from landings.placements.actions import held_landing
from landings.placements.models import Landing
from landings.programmes.models import FundYear
from network.members.models import Member
from realtime.streams import publish


@transaction.atomic
def award(landing_id: int, *, amount: int, fund_year_id: int, note: str = "", by: Member, now: datetime) -> Grant:
    """Commit `amount` minor units of a year's fund to a landing. The same award twice is one.

    Raises ValidationError: `not_now`, `ceiling`, `lapsed`, `not_enough`.
    """
    landing = held_landing(landing_id)
    if not rules.may_award(by, landing):
        raise PermissionDenied
    earlier = Grant.objects.filter(landing=landing).first()
    if earlier and (earlier.amount, earlier.fund_year_id) == (amount, fund_year_id):
        return earlier
    # Locked, so that two officers take from the fund one after the other.
    fund_year = landing.programme.fund_years.select_for_update(no_key=True).get(pk=fund_year_id)
    _check_award(landing, earlier, amount, fund_year, now)
    grant = Grant(landing=landing, fund_year=fund_year, amount=amount, note=note, awarded_at=now, awarded_by=by)
    grant.take_terms(landing.programme)
    grant.save()
    purse = Purse(grant, by, now)
    if given := _take_over_fund(fund_year, grant.currency, by, now):
        purse.keep(given)
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
    most = programme.ceiling
    if programme.traveller_ceiling is not None:
        most = min(most, programme.traveller_ceiling * landing.desks)
    if not 0 < amount <= most:
        words = {"ceiling": money(most, programme.currency)}
        raise ValidationError(_("A grant is more than nothing and at most %(ceiling)s.") % words, code="ceiling")
    if not fund_year.is_open_on(now.date()):
        raise ValidationError(_("The fund of %d has lapsed.") % fund_year.year, code="lapsed")


def _take_over_fund(fund_year: FundYear, currency: str, by: Member, now: datetime) -> Transfer | None:
    """Bring the ledger's fund to what the programme says that the funder gives for the year."""
    books = Books(fund_year, currency)
    more = fund_year.amount + books.balance(Kind.FUNDER)
    if more > 0:
        posting = Posting(Reason.ALLOCATION, by, now)
        return move(books, more, debit=Kind.FUND, credit=Kind.FUNDER, posting=posting)
    if more < 0:
        posting = Posting(Reason.REDUCTION, by, now)
        return move(books, -more, debit=Kind.FUNDER, credit=Kind.FUND, posting=posting)
    return None


def _check_fund(purse: Purse, amount: int) -> None:
    left = purse.balance(Kind.FUND)
    if amount > left:
        words = {"year": purse.grant.fund_year.year, "left": money(left, purse.grant.currency)}
        raise ValidationError(_("The fund of %(year)d has only %(left)s left.") % words, code="not_enough")
