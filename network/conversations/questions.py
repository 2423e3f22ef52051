"""What is asked before a weighty step in a conversation."""

from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

TAKE_BACK = Question(_("Take this message back?"), _("Its place stays, its words go."), _("Take back"))
