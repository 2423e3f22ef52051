"""What is asked before a weighty step of an outcome letter."""

from django.utils.translation import gettext_lazy as _

from ground.web.asking import Question

SIGN = Question(
    _("Sign this letter?"),
    _("It is sealed with your name and this moment, and the programme has it. What is signed is never changed."),
    _("Sign"),
)
SEND = Question(  # the officer asks for it, and so does the firm itself
    _("Send a new personal link?"), _("It goes out by mail at once, to whoever signs for the firm."), _("Send")
)
DECLINE = Question(
    _("Stop asking for this letter?"), _("The programme is told. You may still send it while this link works.")
)
