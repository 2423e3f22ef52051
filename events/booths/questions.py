"""What is asked before a weighty step of a booth."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.booths.models import Booth, Duty
from ground.web import page_keys
from ground.web.asking import Question
from network.members.models import Member

REMOVE_SHEET = Question(
    gettext_lazy("Take this sheet away?"), gettext_lazy("Its file goes too."), gettext_lazy("Take away")
)


def assign(request: HttpRequest, hall_id: int) -> Question:
    made = Booth.objects.select_related("firm").filter(hall_id=hall_id).latest("pk")
    return Question(
        _("Give %(firm)s the booth at %(place)s?") % {"firm": made.firm.name, "place": made.place},
        _("Everybody who sees the show sees it at once, and the firm can dress it."),
        _("Give it"),
    )


def withdraw(request: HttpRequest, booth_id: int) -> Question:
    firm = Booth.objects.select_related("firm").get(pk=booth_id).firm.name
    return Question(_("Take the booth from %(firm)s?") % {"firm": firm}, _("Its place is free at once."), _("Take it"))


def staff(request: HttpRequest, booth_id: int) -> Question | None:
    who = _chosen(request)
    if not who:
        return None
    if request.POST.get("do") == "duty":
        return Question(_("Give %(who)s this duty?") % {"who": who}, _("They are told at once."), _("Give it"))
    return Question(_("Take %(who)s on the staff?") % {"who": who}, _("They can answer and change the booth at once."))


def remove_staff(request: HttpRequest, booth_id: int) -> Question | None:
    who = _chosen(request)
    if not who:
        return None
    return Question(
        _("Take %(who)s off the staff?") % {"who": who}, _("Their duty to come is cancelled."), _("Take off")
    )


def cancel_duty(request: HttpRequest, duty_id: int) -> Question:
    who = Duty.objects.select_related("member").get(pk=duty_id).member.name
    return Question(
        _("Take this duty from %(who)s?") % {"who": who},
        _("They are told. The hours are free for somebody else."),
        _("Take it"),
    )


def _chosen(request: HttpRequest) -> str:
    """Whom the form names; empty where nobody."""
    chosen = request.POST.get("member", "")
    member = Member.objects.filter(pk=page_keys.number(chosen)).first()
    return member.name if member else ""
