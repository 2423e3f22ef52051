"""What waits on a desk, of what factories made: they tell no facts."""

from django.utils import timezone

from network.desk import actions
from network.desk.queries import desk_of


def waiting(member, now=None):
    """In words, the most urgent first."""
    now = now or timezone.now()
    actions.mend(now=now)
    return on_desk(member, now)


def on_desk(member, now=None):
    """The same, as the facts have kept it."""
    return [row.what for row in desk_of(member.pk, now=now or timezone.now()).rows]
