"""A landing's money in one action, and whether it may be moved at all."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ground.money.ledger.moving import Posting, move
from landings.grants.facts import Moves
from landings.grants.models import Books, Grant, Kind, Reason
from landings.placements.models import Landing
from network.members.models import Member


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
        if not amount:
            return
        by = self.by.pk if self.by else None
        posting = Posting(*self.books.about(reason), reason, by, self.now, reference)
        made = move(amount, debit=self.books.account(debit), credit=self.books.account(credit), posting=posting)
        self.moves.append([made.pk, made.digest])

    def release(self) -> int:
        """What is committed returns to the fund; once that has lapsed it is released for good. Returns how much."""
        unspent = self.balance(Kind.COMMITMENTS)
        back_to = Kind.FUND if self.grant.fund_year.is_open_on(self.now.date()) else Kind.RELEASED
        self.move(unspent, Reason.RELEASE, debit=back_to, credit=Kind.COMMITMENTS)
        return unspent


def check_open(grant: Grant) -> None:
    if not grant.is_open:
        raise ValidationError(_("This grant is closed: what was unspent has been released."), code="not_now")


def check_standing(landing: Landing) -> None:
    if landing.cancelled_at:
        raise ValidationError(_("This landing was cancelled."), code="not_now")
    if landing.closed_at:
        raise ValidationError(_("This landing is closed."), code="not_now")
