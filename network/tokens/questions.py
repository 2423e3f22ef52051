"""What is asked before a token is ended."""

from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

END = Question(_("End this token?"), _("Programs that use it are let in no more, from now on."), _("End it"))
