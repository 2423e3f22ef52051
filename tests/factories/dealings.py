"""What two did together, as their areas' facts leave it behind."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from network.dealings.models import Dealing, Party

_number = count(1)


def make_dealing(one, other, kind="meeting", days_ago=10, **days):
    """Between two parties: a member, or the fields of one."""
    on = timezone.now().date() - timedelta(days=days_ago)
    made = Dealing.objects.create(
        kind=kind, subject=next(_number), **{"happened_on": on, "closes_on": on + timedelta(days=180), **days}
    )
    for side, party in enumerate((one, other), 1):
        fields = party if isinstance(party, dict) else {"member": party}
        Party.objects.create(dealing=made, side=side, **fields)
    return made
