"""What is asked before a weighty step in a forum."""

from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

REMOVE = Question(_("Remove this thread?"), _("Nobody will see it any more, nor its messages."), _("Remove"))
DELETE = Question(
    _("Delete your message?"),
    _("Its words are erased for good, those of before too. A mark keeps its place."),
    _("Delete"),
)
DISCARD = Question(_("Discard this draft?"), _("What you have typed is gone for good."), _("Discard"))
UPHOLD = Question(
    _("Hide this message from everyone?"), _("A mark keeps its place, and the report is closed."), _("Hide it")
)
DISMISS = Question(_("Close this report?"), _("The message stays as it is."), _("Close the report"))
