"""Somebody leaves the house: and so every organisation."""

from datetime import datetime

from ground.tables.locks import locked
from network.organisations.facts import StaffLeft
from network.organisations.models import Membership, Organisation
from realtime.streams import publish


def leave_all_step(member_id: int, *, now: datetime) -> None:
    """Call it in the transaction that erases them, which has seen that no organisation loses its last owner."""
    left = Membership.objects.filter(member_id=member_id)
    for organisation in locked(Organisation.objects.filter(pk__in=left.values("organisation_id")).order_by("pk")):
        left.filter(organisation=organisation).delete()
        publish(StaffLeft(member_id=member_id), to=organisation.stream, by=None, at=now)
