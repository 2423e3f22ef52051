"""What is wrong with the ledger, in words: nothing, when it is sound (guarantees G6 and G11)."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import F, Q, Sum

from landings.grants.ledger import Account, Transfer
from landings.grants.models import Advance, Claim, Grant
from realtime.streams import Event, Stream, broken_links


def faults() -> list[str]:
    """Every fault of the ledger, each in one line that names the row."""
    checks = (_balances, _sides, _vouched, _chains, _grants, _persons, _guards)
    return [fault for check in checks for fault in check()]


def _balances() -> Iterator[str]:
    """Each account's balance is what was debited less what was credited, and only the funder's is below zero."""
    debits = dict(Transfer.objects.values_list("debit").annotate(sum=Sum("amount")).order_by("debit"))
    credits = dict(Transfer.objects.values_list("credit").annotate(sum=Sum("amount")).order_by("credit"))
    for account in Account.objects.order_by("pk").iterator():
        counted = debits.get(account.pk, 0) - credits.get(account.pk, 0)
        if counted != account.balance:
            yield f"account {account.pk} ({account}) says {account.balance}, its transfers make {counted}"
        if counted < 0 and account.kind != Account.Kind.FUNDER:
            yield f"account {account.pk} ({account}) is overdrawn by its transfers: {counted}"


def _sides() -> Iterator[str]:
    rows = Transfer.objects.select_related("debit", "credit").order_by("pk")
    for row in rows.iterator():
        if row.amount <= 0:
            yield f"transfer {row.pk} moves {row.amount}"
        if {row.debit.currency, row.credit.currency} != {row.currency}:
            yield f"transfer {row.pk} is in {row.currency}, its accounts are not"


def _vouched() -> Iterator[str]:
    """Each transfer is told by exactly one event of a landing's stream, with the digest of what the row says."""
    told: dict[int, list[str]] = {}
    of_money = Q(fact__startswith="grant.") | Q(fact__startswith="claim.")
    events = Event.objects.filter(of_money, payload__has_key="moves").order_by("pk").values_list("payload", flat=True)
    for payload in events.iterator():
        for pk, digest in payload["moves"]:
            told.setdefault(pk, []).append(digest)
    for transfer in Transfer.objects.order_by("pk").iterator():
        digests = told.pop(transfer.pk, [])
        if len(digests) != 1:
            yield f"transfer {transfer.pk} is told by {len(digests)} events instead of one"
        elif digests[0] != transfer.digest:
            yield f"transfer {transfer.pk} was changed since it was made"
    yield from (f"transfer {pk} was made and is gone" for pk in sorted(told))


def _chains() -> Iterator[str]:
    streams = Stream.objects.filter(pk__in=Grant.objects.values("landing__stream_id")).order_by("pk")
    for stream in streams.iterator():
        yield from (f"event {seq} of {stream.name} was changed, lost or moved" for seq in broken_links(stream))


def _grants() -> Iterator[str]:
    """No grant above its ceiling, and what left its commitments is what the ledger awarded."""
    awarded = Transfer.objects.filter(reason=Transfer.Reason.AWARD).values_list("landing").annotate(sum=Sum("amount"))
    sums = dict(awarded.order_by("landing"))
    for grant in Grant.objects.order_by("pk").iterator():
        if grant.amount > grant.ceiling:
            yield f"grant {grant.pk} of {grant.amount} is above its ceiling of {grant.ceiling}"
        if sums.get(grant.landing_id, 0) != grant.amount:
            yield f"grant {grant.pk} says {grant.amount}, the ledger awarded {sums.get(grant.landing_id, 0)}"


def _persons() -> Iterator[str]:
    for claim in Claim.objects.filter(paid_at__isnull=False).order_by("pk").iterator():
        if len({claim.claimant_id, claim.approved_by_id, claim.paid_by_id}) < 3:
            yield f"claim {claim.pk} was not claimed, approved and paid by three persons"
    for advance in Advance.objects.filter(paid_at__isnull=False, paid_by=F("approved_by")).order_by("pk").iterator():
        yield f"advance {advance.pk} was approved and paid by one person"


def _guards() -> Iterator[str]:
    """The database's own refusal to change transfers is in place."""
    name = "landings_transfer_append_only"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname = %s AND tgenabled <> 'D'", [name])
            missing = {name} - {row[0] for row in cursor.fetchall()}
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'landings_transfer'")
            missing = {f"{name}_update", f"{name}_delete"} - {row[0] for row in cursor.fetchall()}
    yield from (f"the guard {guard} is missing: transfers can be changed" for guard in sorted(missing))
