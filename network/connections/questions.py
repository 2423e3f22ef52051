"""What is asked before a request is withdrawn, and before a connection is ended."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ground.ui.moments import day_in_words, local_day
from ground.web.asking import Question
from network.connections.models import RESTS_FOR, MemberConnection
from network.members.models import Member, MemberRequest


def withdraw(request: MemberRequest, member_id: int) -> Question:
    found = MemberConnection.objects.between(request.user.pk, member_id).get()
    return Question(
        _("Withdraw your request to %(who)s?") % {"who": _name(member_id)},
        _("It is gone for them, too. You can ask again from %(day)s.")
        % {"day": day_in_words(local_day(found.asked_at + RESTS_FOR))},
        _("Withdraw it"),
    )


def disconnect(request: HttpRequest, member_id: int) -> Question:
    return Question(
        _("Disconnect from %(who)s?") % {"who": _name(member_id)},
        _("They are not told. Neither of you is among the other’s connections any more."),
        _("Disconnect"),
    )


def _name(member_id: int) -> str:
    return Member.objects.get(pk=member_id).name
