"""What is asked before a weighty step of an itinerary."""

from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

CANCEL = Question(_("Cancel this?"), _("It stays in subscribed calendars as cancelled."))
