"""What is asked before a weighty step of an application."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.web.asking import Question
from landings.applications.models import Application

REFER = Question(
    gettext_lazy("Close this application?"),
    gettext_lazy("It is kept as referred elsewhere, with the address where to go. You can begin a new one later."),
)
WITHDRAW = Question(
    gettext_lazy("Withdraw this application?"),
    gettext_lazy("Nobody works on it any more. You may begin a new one at any time."),
    gettext_lazy("Withdraw"),
)
ANSWER = Question(
    gettext_lazy("Send this answer to the officer?"),
    gettext_lazy("The clock runs again. What you sent can’t be changed."),
    gettext_lazy("Send"),
)
REVIEW = Question(
    gettext_lazy("Hand in your review?"),
    gettext_lazy("Then you see what the others wrote, and the programme sees yours."),
    gettext_lazy("Hand it in"),
)
STEP_BACK = Question(
    gettext_lazy("Step back from this review?"),
    gettext_lazy("Somebody else is asked, and your reason is kept. This cannot be undone."),
    gettext_lazy("Step back"),
)


def submit(request: HttpRequest, application_id: int) -> Question:
    found = _application(application_id)
    return Question(
        _("Send this application to %(programme)s?") % {"programme": found.programme.name},
        _("The officers are told, and the clock of their decision starts. You can’t change it then."),
        _("Send"),
    )


def ask_firm(request: HttpRequest, application_id: int) -> Question:
    return Question(
        _("Ask %(firm)s this?") % {"firm": _application(application_id).firm.name},
        _("The firm is told at once. The clock stops until it answers."),
        _("Ask the firm"),
    )


def decide(request: HttpRequest, application_id: int) -> Question:
    found = _application(application_id)
    return Question(
        _("%(outcome)s: tell %(firm)s now?") % {"outcome": found.get_state_display(), "firm": found.firm.name},
        _("The firm reads your reasons at once."),
        _("Decide"),
    )


def _application(application_id: int) -> Application:
    return Application.objects.select_related("programme", "firm").get(pk=application_id)
