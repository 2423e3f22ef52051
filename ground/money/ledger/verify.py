"""What is wrong with the ledger, in words: nothing, when it is sound (guarantees G6 and G11)."""

from collections.abc import Iterator

from django.db.models import Sum

from ground.money.ledger import registry
from ground.money.ledger.models import Account, Transfer
from ground.tables.append_only import missing_guards


def faults() -> list[str]:
    """Every fault of the ledger, each in one line that names the row; then what the areas find wrong with theirs."""
    checks = (_accounts, _balances, _sides, _vouched, *registry.further_checks(), _guards)
    return [fault for check in checks for fault in check()]


def _accounts() -> Iterator[str]:
    """Each account is of a kind that an area knows, and only those go below zero that it says may."""
    for account in Account.objects.order_by("pk").iterator():
        if not registry.is_purpose(account.owner_kind, account.purpose):
            yield f"account {account.pk} ({account}) is for nothing that is registered"
        elif account.may_go_below != registry.purpose_of(account.owner_kind, account.purpose).may_go_below:
            yield f"account {account.pk} ({account}) says that it may go below zero: {account.may_go_below}"


def _balances() -> Iterator[str]:
    """Each account's balance is what was debited less what was credited."""
    debits = dict(Transfer.objects.values_list("debit").annotate(sum=Sum("amount")).order_by("debit"))
    credits = dict(Transfer.objects.values_list("credit").annotate(sum=Sum("amount")).order_by("credit"))
    for account in Account.objects.order_by("pk").iterator():
        counted = debits.get(account.pk, 0) - credits.get(account.pk, 0)
        if counted != account.balance:
            yield f"account {account.pk} ({account}) says {account.balance}, its transfers make {counted}"
        if counted < 0 and not account.may_go_below:
            yield f"account {account.pk} ({account}) is overdrawn by its transfers: {counted}"


def _sides() -> Iterator[str]:
    rows = Transfer.objects.select_related("debit", "credit").order_by("pk")
    for row in rows.iterator():
        if row.amount <= 0:
            yield f"transfer {row.pk} moves {row.amount}"
        if {row.debit.currency, row.credit.currency} != {row.currency}:
            yield f"transfer {row.pk} is in {row.currency}, its accounts are not"
        if not registry.is_reason(row.about_kind, row.reason):
            yield f"transfer {row.pk} was made for nothing that is registered"


def _vouched() -> Iterator[str]:
    """Each transfer is told by exactly one chained event, with the digest of what the row says."""
    told: dict[int, list[str]] = {}
    for voucher in registry.vouchers():
        for pk, digest in voucher():
            told.setdefault(pk, []).append(digest)
    for transfer in Transfer.objects.order_by("pk").iterator():
        digests = told.pop(transfer.pk, [])
        if len(digests) != 1:
            yield f"transfer {transfer.pk} is told by {len(digests)} events instead of one"
        elif digests[0] != transfer.digest:
            yield f"transfer {transfer.pk} was changed since it was made"
    yield from (f"transfer {pk} was made and is gone" for pk in sorted(told))


def _guards() -> Iterator[str]:
    """The database's own refusal to change transfers is in place."""
    for guard in missing_guards(Transfer):
        yield f"the guard {guard} is missing: transfers can be changed"
