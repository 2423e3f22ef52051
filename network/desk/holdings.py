"""What waits for a member alone goes with them: it follows from what the features hold."""

from django.utils.translation import gettext_lazy as _

from network.desk.kinds import MEMBER
from network.desk.models import WorkItem
from network.mydata.registry import Holding, Holdings, Rows, gone


def _for_one(member_id: int) -> Rows:
    return WorkItem.objects.filter(group_kind=MEMBER, group_key=member_id)


OWN = Holdings(
    "desk",
    _("What waits for you"),
    (Holding(WorkItem, rows=_for_one, because="it follows from what the features hold", goes=gone),),
)
