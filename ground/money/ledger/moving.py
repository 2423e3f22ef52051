"""Moving money: the only write of the ledger, inside the transaction of the action that decides on it."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ground.money.ledger import registry
from ground.money.ledger.accounts import AccountOf
from ground.money.ledger.models import Account, Transfer
from ground.tables.locks import locked


@dataclass(frozen=True, slots=True)
class Posting:
    """What a transfer is to say: about what it was made, why, by whom (a member's id), when, with what reference."""

    about_kind: str
    about_id: int
    reason: str
    by: int | None
    at: datetime
    reference: str = ""


def move(amount: int, *, debit: AccountOf, credit: AccountOf, posting: Posting) -> Transfer:
    """Move `amount` minor units from the credit to the debit account, which are locked in id order.

    Raises ValidationError (`not_enough`) when the credit account has too little and may not go below zero, ValueError
    when the accounts are not of one currency, LookupError for a purpose or a reason that nobody has registered.
    """
    if debit.currency != credit.currency:
        raise ValueError(f"{debit} and {credit} are not of one currency")
    registry.reason_words(posting.about_kind, posting.reason)
    source, target = _locked(credit.opened(), debit.opened())
    if source.balance < amount and not source.may_go_below:
        raise ValidationError(_too_little, code="not_enough", params={"account": source.label})
    Account.objects.filter(pk=source.pk).update(balance=F("balance") - amount)
    Account.objects.filter(pk=target.pk).update(balance=F("balance") + amount)
    return Transfer.objects.create(
        debit=target,
        credit=source,
        amount=amount,
        currency=credit.currency,
        about_kind=posting.about_kind,
        about_id=posting.about_id,
        reason=posting.reason,
        reference=posting.reference,
        by_id=posting.by,
        at=posting.at,
    )


def _locked(*accounts: Account) -> list[Account]:
    wanted = [account.pk for account in accounts]
    rows = locked(Account.objects).filter(pk__in=wanted).order_by("pk")
    found = {account.pk: account for account in rows}
    return [found[pk] for pk in wanted]


_too_little = _("There is not enough left in “%(account)s” for this amount.")
