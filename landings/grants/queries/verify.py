"""What vouches for the transfers of grants, and what else can be wrong with grants: asked by `verify_ledger`."""

from collections.abc import Iterator

from django.db.models import F, Q, Sum

from ground.money.ledger import registry
from ground.money.ledger.models import Transfer
from landings.grants.models import LANDING, Advance, Claim, Grant, Reason
from realtime.streams import Event, Stream, broken_links


def told() -> Iterator[tuple[int, str]]:
    """The transfers that the events of landings tell of, and the digest of what each row said."""
    of_money = Q(fact__startswith="grant.") | Q(fact__startswith="claim.")
    events = Event.objects.filter(of_money, payload__has_key="moves").order_by("pk").values_list("payload", flat=True)
    for payload in events.iterator():
        yield from ((pk, digest) for pk, digest in payload["moves"])


def chain_faults() -> Iterator[str]:
    streams = Stream.objects.filter(pk__in=Grant.objects.values("landing__stream_id")).order_by("pk")
    for stream in streams.iterator():
        yield from (f"event {seq} of {stream.name} was changed, lost or moved" for seq in broken_links(stream))


def grant_faults() -> Iterator[str]:
    """No grant above its ceiling, and what left its commitments is what the ledger awarded."""
    awards = Transfer.objects.filter(about_kind=LANDING, reason=Reason.AWARD)
    sums = dict(awards.values_list("about_id").annotate(sum=Sum("amount")).order_by("about_id"))
    for grant in Grant.objects.order_by("pk").iterator():
        if grant.amount > grant.ceiling:
            yield f"grant {grant.pk} of {grant.amount} is above its ceiling of {grant.ceiling}"
        if sums.get(grant.landing_id, 0) != grant.amount:
            yield f"grant {grant.pk} says {grant.amount}, the ledger awarded {sums.get(grant.landing_id, 0)}"


def person_faults() -> Iterator[str]:
    for claim in Claim.objects.filter(paid_at__isnull=False).order_by("pk").iterator():
        if len({claim.claimant_id, claim.approved_by_id, claim.paid_by_id}) < 3:
            yield f"claim {claim.pk} was not claimed, approved and paid by three persons"
    for advance in Advance.objects.filter(paid_at__isnull=False, paid_by=F("approved_by")).order_by("pk").iterator():
        yield f"advance {advance.pk} was approved and paid by one person"


registry.vouch(told)
registry.check(chain_faults, grant_faults, person_faults)
