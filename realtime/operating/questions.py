"""What is asked before a weighty step of whoever runs the site."""

from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

DISCARD = Question(
    _("Discard this piece of work?"),
    _("Nobody will do it, and it cannot be had back. A mail is thrown away with its words."),
    _("Discard"),
)
