"""Who was at the same show, and chose to be seen there: a reason to suggest somebody."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.shows.models import Registration
from network.connections.registry import Candidate, SuggestionSource
from network.members.models import Member
from network.reasons.rules import Figures

SHOWS: Final = 6
PEOPLE: Final = 200


def _at_the_same_show(me: Member) -> Iterator[Candidate]:
    """Of the last shows that the member registered for, the newest visitors. Who hides there is told to nobody."""
    mine = Registration.objects.filter(member=me, show__announced_at__isnull=False).order_by("-pk")
    names = dict(mine.values_list("show_id", "show__name")[:SHOWS])
    others = Registration.objects.filter(show__in=list(names), door=Registration.Door.VISIBLE).exclude(member=me)
    for member_id, show in others.order_by("-pk").values_list("member_id", "show_id")[:PEOPLE]:
        yield member_id, 1.0, {"show": names[show]}


def _why(figures: Figures) -> str:
    return _("You both are at %(show)s") % figures


AT_THE_SAME_SHOW: Final = SuggestionSource(
    name="show", label=gettext_lazy("Shows"), weight=15, find=_at_the_same_show, why=_why
)
