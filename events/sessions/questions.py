"""What is asked before a weighty step of a session."""

from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

CANCEL = Question(
    _("Cancel this session?"),
    _("It stays on the agenda, crossed out. All who planned it are told."),
    _("Cancel the session"),
)
