"""What is asked before a weighty step of a placement."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.web.asking import Question
from landings.placements.models import Landing

CONFIRM = Question(
    gettext_lazy("Say yes to this match?"),
    gettext_lazy("The other side is told. When both have said yes, the desk is booked."),
    gettext_lazy("Say yes"),
)
CANCEL = Question(
    gettext_lazy("Cancel this placement?"),
    gettext_lazy("Everybody of it is told, with your reason, and its desk is free again. This cannot be undone."),
    gettext_lazy("Cancel the placement"),
)


def name_commissioner(request: HttpRequest, landing_id: int) -> Question:
    named = Landing.objects.select_related("commissioner").get(pk=landing_id).commissioner
    return Question(
        _("Ask %(who)s to look after this landing?") % {"who": named.name if named else ""},
        _("They are told at once, and see its pages."),
    )
