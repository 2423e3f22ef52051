"""What is asked before a weighty step with one's own profile."""

from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

DROP_PHOTO = Question(_("Remove your photo?"), go=_("Remove it"))
