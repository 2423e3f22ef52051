"""What is a member's here: claims that they put forward, with the receipts. Money is never erased (G6)."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.money.ledger.models import Transfer
from landings.grants.models import Advance, Claim, ClaimLine, Grant
from network.mydata.registry import OF_A_CONTRACT, OF_AN_OFFICE, Holding, Holdings, Obstacle


def open_with(member_id: int, _now: datetime) -> Iterator[Obstacle]:
    """Claims of theirs that are neither paid nor declined."""
    for one in Claim.objects.filter(claimant_id=member_id, paid_at=None, declined_at=None).order_by("pk"):
        words = _("Your claim %(number)s is open: wait until it is paid, or let a colleague put it forward.")
        yield Obstacle(words % {"number": one.number}, reverse("landings:claim", args=[one.pk]))


OWN = Holdings(
    "grants",
    gettext_lazy("Your claims and receipts"),
    (
        Holding(
            Claim,
            of=("claimant",),
            name="claims",
            label=gettext_lazy("claims"),
            gives=(
                "grant_id",
                "number",
                "begun_at",
                "submitted_at",
                "changes_wanted",
                "approved_at",
                "approved_amount",
                "declined_at",
                "decline_reason",
                "paid_at",
            ),
            stays=OF_A_CONTRACT,
        ),
        Holding(
            ClaimLine,
            of=("added_by",),
            name="costs",
            label=gettext_lazy("costs with their receipts"),
            gives=("claim_id", "spent_on", "category", "description", "amount", "currency", "added_at"),
            file="receipt",
            file_name="receipt_name",
            stays=OF_A_CONTRACT,
        ),
        Holding(
            Claim,
            of=("changes_wanted_by", "approved_by", "declined_by", "paid_by"),
            because="officers' acts, about a firm",
            stays=OF_AN_OFFICE,
        ),
        Holding(
            Advance,
            of=("approved_by", "paid_by", "sent_back_by"),
            because="officers' acts, about a firm",
            stays=OF_AN_OFFICE,
        ),
        Holding(Grant, of=("awarded_by",), because="an officer's act, about a firm", stays=OF_AN_OFFICE),
        Holding(
            Transfer,
            of=("by",),
            label=gettext_lazy("entries of the ledger"),
            because="an officer's act: the ledger is the programme's",
            stays=OF_A_CONTRACT,
        ),
    ),
)
