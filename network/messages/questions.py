"""What is asked before somebody leaves a group, is removed, or is let own it."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.web.asking import Question
from network.members.models import Member

LEAVE = Question(
    gettext_lazy("Leave this group?"),
    gettext_lazy("You read no more of it. What you said stays. Somebody in it can bring you back."),
    gettext_lazy("Leave"),
)


def remove(request: HttpRequest, group_id: int, member_id: int) -> Question:
    return Question(
        _("Remove %(who)s from this group?") % {"who": Member.objects.get(pk=member_id).name},
        _("They read no more of it. What they said stays, and a line in the talk says who removed them."),
        _("Remove"),
    )


def make_owner(request: HttpRequest, group_id: int, member_id: int) -> Question:
    return Question(
        _("Let %(who)s own this group, too?") % {"who": Member.objects.get(pk=member_id).name},
        _("They can remove people, you among them. A line in the talk says so, and it cannot be taken back."),
        _("Let them own it, too"),
    )
