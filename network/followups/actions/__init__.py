from datetime import datetime

from django.db import transaction

from network.followups.actions import steps
from network.followups.kinds import Service


def raise_due(service: Service, *, now: datetime, limit: int = 200) -> int:
    """Make the follow-ups of a service whose day has come, once for each thing given and wave. Returns how many.

    What is owed is looked for before the transaction, since that goes through all that was ever given, and nobody may
    have to wait for it; each is made under the lock on what was given, if nobody has made it meanwhile.
    """
    owed = steps.owed(service, now)[:limit]
    if not owed:
        return 0
    with transaction.atomic():
        return steps.raise_step(service, owed, now=now)


@transaction.atomic
def send_due(service: Service, *, now: datetime, limit: int = 100) -> int:
    """Mail a new personal link to each whose time has come. Returns how many."""
    return steps.send_step(service, now=now, limit=limit)
