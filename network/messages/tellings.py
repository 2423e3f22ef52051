"""What becomes of a first message, in words: for whom it concerns. A no is told to nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from network.messages.facts import FirstMessageAccepted, FirstMessageDeclined, FirstMessageSent
from realtime.tellings import tells, told_to_nobody

FIRST: Final = "message.first"
ACCEPTED: Final = "message.accepted"

tells(FirstMessageSent, to={FIRST: _("%(who)s writes to you for the first time.")}, icon="mail-question-mark")
tells(FirstMessageAccepted, to={ACCEPTED: _("%(who)s accepted your message.")}, icon="mail-check", tone="good")
told_to_nobody(FirstMessageDeclined, because="a no is quiet: who wrote never learns of it")
