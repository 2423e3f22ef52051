"""What is asked before a weighty step of an organisation."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.web.asking import Question
from network.members.models import Member
from network.organisations.models import Invitation, Membership, Organisation

DROP_SERVICE = Question(
    gettext_lazy("Remove this service from the page?"),
    gettext_lazy("Its words are gone for good."),
    gettext_lazy("Remove it"),
)
LET_IN = Question(
    gettext_lazy("Let them in?"), gettext_lazy("They see at once what the staff sees."), gettext_lazy("Let in")
)
TURN_AWAY = Question(
    gettext_lazy("Turn them away?"), gettext_lazy("Their link stops working at once."), gettext_lazy("Turn away")
)


def invite(request: HttpRequest, slug: str) -> Question:
    made = Invitation.objects.filter(organisation__slug=slug).latest("pk")
    return Question(
        _("Invite %(email)s? Role: %(role)s") % {"email": made.email, "role": made.get_role_display()},
        _("A mail with a personal link goes out at once."),
        _("Invite"),
    )


def change_role(request: HttpRequest, slug: str, member_id: int) -> Question:
    held = Membership.objects.select_related("member").get(organisation__slug=slug, member_id=member_id)
    return Question(
        _("Change the role of %(who)s to: %(role)s?") % {"who": held.member.name, "role": held.get_role_display()},
        _("It holds at once, and they are told."),
    )


def remove_staff(request: HttpRequest, slug: str, member_id: int) -> Question:
    more = _("Coming back needs a new invitation.")
    if member_id == request.user.pk:
        name = Organisation.objects.get(slug=slug).name
        return Question(_("Leave %(organisation)s?") % {"organisation": name}, more, _("Leave"))
    who = get_object_or_404(Member, pk=member_id)
    return Question(_("Take %(name)s off the staff?") % {"name": who.name}, more, _("Take off the staff"))


def revoke(request: HttpRequest, slug: str, invitation_id: int) -> Question:
    email = get_object_or_404(Invitation, pk=invitation_id).email
    return Question(
        _("Withdraw the invitation of %(email)s?") % {"email": email},
        _("Its link stops working at once."),
        _("Withdraw it"),
    )
