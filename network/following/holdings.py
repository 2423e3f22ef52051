"""What is a member's here: what they follow. Who follows them is nobody's to know."""

from django.utils.translation import gettext_lazy as _

from network.following.models import Follow
from network.mydata.registry import Holding, Holdings, gone

OWN = Holdings(
    "following",
    _("What you follow"),
    (
        Holding(
            Follow,
            of=("member",),
            name="follows",
            label=_("follows"),
            gives=("organisation__name", "followed__name", "country", "followed_at"),
            goes=gone,
        ),
        Holding(Follow, of=("followed",), because="whom somebody follows is theirs alone", goes=gone),
    ),
)
