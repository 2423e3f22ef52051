"""What is asked before a weighty step with one's own calendar."""

from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

RENEW = Question(_("Make a new address?"), _("The old one stops working at once."), _("Make a new one"))
REVOKE = Question(_("Switch the address off?"), _("Calendars that use it get nothing more."), _("Switch off"))
