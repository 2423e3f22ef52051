"""What the actions of grants share: everything of a landing's money is done under the landing's lock."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from landings.grants.facts import Moves
from landings.grants.ledger import Account, Books, Posting, Transfer, move
from landings.grants.models import Advance, Claim, Grant
from landings.placements.actions import held_landing
from landings.placements.models import Landing
from network.members.models import Member

Kind = Account.Kind
Reason = Transfer.Reason


@dataclass
class Purse:
    """A landing's money in one action: moves it, and remembers the moves for the fact that tells of them."""

    grant: Grant
    by: Member | None
    now: datetime
    moves: Moves = field(default_factory=list)

    @property
    def books(self) -> Books:
        return Books(self.grant.fund_year, self.grant.currency, self.grant.landing)

    def balance(self, kind: str) -> int:
        return self.books.balance(kind)

    def move(self, amount: int, reason: str, *, debit: str, credit: str, reference: str = "") -> None:
        """Nothing is moved where there is nothing to move. Raises ValidationError (`not_enough`)."""
        if amount:
            posting = Posting(reason, self.by, self.now, reference)
            self.keep(move(self.books, amount, debit=debit, credit=credit, posting=posting))

    def keep(self, transfer: Transfer) -> None:
        self.moves.append([transfer.pk, transfer.digest])


def held_grant(grant_id: int) -> Grant:
    """The grant, its landing locked. Raises Grant.DoesNotExist."""
    landing_id = Grant.objects.values_list("landing_id", flat=True).get(pk=grant_id)
    landing = held_landing(landing_id)
    grant = Grant.objects.select_related("fund_year").get(pk=grant_id)
    grant.landing = landing
    return grant


def held_advance(advance_id: int) -> Advance:
    grant_id = Advance.objects.values_list("grant_id", flat=True).get(pk=advance_id)
    grant = held_grant(grant_id)
    advance = Advance.objects.get(pk=advance_id)
    advance.grant = grant
    return advance


def held_claim(claim_id: int) -> Claim:
    grant_id = Claim.objects.values_list("grant_id", flat=True).get(pk=claim_id)
    grant = held_grant(grant_id)
    claim = Claim.objects.select_related("claimant").get(pk=claim_id)
    claim.grant = grant
    return claim


def check_open(grant: Grant) -> None:
    if not grant.is_open:
        raise ValidationError(_("This grant is closed: what was unspent has been released."), code="not_now")


def check_standing(landing: Landing) -> None:
    if landing.cancelled_at:
        raise ValidationError(_("This landing was cancelled."), code="not_now")
    if landing.closed_at:
        raise ValidationError(_("This landing is closed."), code="not_now")
