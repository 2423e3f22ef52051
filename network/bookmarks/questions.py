"""What is asked before a bookmark with a note is forgotten."""

from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

DROP = Question(_("Remove this bookmark?"), _("Its note and its reminder go with it."), _("Remove"))
