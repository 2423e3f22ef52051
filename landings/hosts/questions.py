"""What is asked before a weighty step of a host's site or offer."""

from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

VERIFY = Question(
    _("Vouch for this site?"), _("Firms are matched with verified sites only. Your name is kept with it.")
)
PUBLISH = Question(_("Publish this offer?"), _("Programmes see it at once, and can propose it to firms."), _("Publish"))
WITHDRAW = Question(
    _("Withdraw this offer?"), _("This cannot be undone. To stop for a while, pause it."), _("Withdraw")
)
