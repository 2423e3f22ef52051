"""Accounts by name, and what is in them."""

from dataclasses import asdict, dataclass

from ground.money.ledger import registry
from ground.money.ledger.models import Account


@dataclass(frozen=True, slots=True)
class AccountOf:
    """Names an account: whose, what for, in what currency. It is opened when money first moves."""

    owner_kind: str
    owner_id: int
    purpose: str
    currency: str

    @property
    def balance(self) -> int:
        """What is in it, in minor units; nothing, where it was never opened."""
        found = self.found()
        return found.balance if found else 0

    def found(self) -> Account | None:
        return Account.objects.filter(**asdict(self)).first()

    def opened(self) -> Account:
        """Raises LookupError where no area has registered such a purpose."""
        purpose = registry.purpose_of(self.owner_kind, self.purpose)
        account, _new = Account.objects.get_or_create(**asdict(self), defaults={"may_go_below": purpose.may_go_below})
        return account


def balances_of(owner_kind: str, owner_id: int, currency: str) -> dict[str, int]:
    """What is in each account of this owner, by purpose, in minor units; only accounts that were opened."""
    rows = Account.objects.filter(owner_kind=owner_kind, owner_id=owner_id, currency=currency)
    return dict(rows.values_list("purpose", "balance"))
