"""What is asked before an export is deleted early, and before an account is closed."""

from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

DELETE = Question(_("Delete this copy?"), _("Your data here stays as it is; only the archive goes."), _("Delete it"))
CLOSE = Question(
    _("Close your account?"),
    _("It is erased in 14 days. Until then you can take it back: log in, and it is offered to you."),
    _("Close it"),
)
