from django.db import transaction

from network.dealings import queries
from network.dealings.kinds import all_kinds, kind_named
from network.dealings.models import Dealing


@transaction.atomic
def register(kind: str, subject: int) -> Dealing | None:
    """Keep that it was done, as its area's rows say. Twice is once; None where nothing has happened.

    A dealing has no stream of its own: it is what a fact of its area's stream leaves behind.
    """
    described = kind_named(kind)
    happened = described.read(subject)
    if happened is None:
        return None
    days = {"happened_on": happened.on, "closes_on": happened.on + described.open_for}
    dealing, is_new = Dealing.objects.get_or_create(kind=kind, subject=subject, defaults=days)
    for side, party in enumerate(happened.between if is_new else (), 1):
        party.dealing, party.side = dealing, side
        party.save()
    return dealing


def register_missing() -> int:
    """What happened before dealings were kept. Returns how many; again, none."""
    missing = [(kind.name, subject) for kind in all_kinds() for subject in queries.unregistered(kind)]
    return sum(register(name, subject) is not None for name, subject in missing)
