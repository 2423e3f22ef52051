"""What is asked before a weighty step of a match."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from ground.web.asking import Question
from landings.applications.models import Application

WITHDRAW = Question(
    gettext_lazy("Withdraw this proposal?"),
    gettext_lazy("Firm and host are told. You can propose it again."),
    gettext_lazy("Withdraw"),
)
DECLINE = Question(
    gettext_lazy("Decline this match?"),
    gettext_lazy("The other side and the officer are told, with your reason. This cannot be undone."),
    gettext_lazy("Decline"),
)


def propose(request: HttpRequest, application_id: int) -> Question:
    firm = Application.objects.select_related("firm").get(pk=application_id).firm.name
    n = len(request.POST.getlist("offers"))
    words = ngettext("Propose %(n)d place to %(firm)s?", "Propose %(n)d places to %(firm)s?", n)
    return Question(
        words % {"n": n, "firm": firm},
        gettext_lazy("Firm and host are asked at once, and have fourteen days."),
        gettext_lazy("Propose"),
    )
