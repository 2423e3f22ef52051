"""What is asked before a weighty step of a programme."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.web import page_keys
from ground.web.asking import Question
from landings.programmes.models import Officer, Programme
from network.members.models import Member

DISCARD = Question(gettext_lazy("Throw the draft away?"), gettext_lazy("What is in force stays as it is."))
CLOSE = Question(
    gettext_lazy("Close the programme?"),
    gettext_lazy("Firms can no longer apply. Applications that were sent go on, and you can open it again."),
)
REOPEN = Question(gettext_lazy("Open the programme again?"), gettext_lazy("Firms can apply at once."))


def publish(request: HttpRequest, slug: str) -> Question:
    version = Programme.objects.select_related("current").get(slug=slug).current
    return Question(
        _("Put version %(number)d in force?") % {"number": version.number if version else 1},
        _("New applications are checked by it at once, and everybody can read it. Versions are never taken back."),
        _("Publish"),
    )


def appoint(request: HttpRequest, slug: str) -> Question:
    made = Officer.objects.filter(programme__slug=slug).select_related("member").order_by("-since", "-pk").first()
    named = {"who": made.member.name, "role": made.get_role_display()} if made else {"who": "", "role": ""}
    return Question(
        _("Let %(who)s work for the programme? Role: %(role)s") % named,
        _("They see what this role sees of firms and money at once."),
    )


def dismiss(request: HttpRequest, slug: str) -> Question | None:
    chosen = request.POST.get("member", "")
    who = Member.objects.filter(pk=page_keys.number(chosen)).first()
    if who is None:
        return None
    return Question(_("Take %(who)s off the programme?") % {"who": who.name}, _("What they scored and decided stays."))
