"""What is asked before a weighty step in a room."""

from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

TAKE_BACK = Question(_("Take this back?"), _("Its place stays, its words go for good."), _("Take back"))
