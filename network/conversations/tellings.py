from typing import Final

from django.utils.translation import gettext_lazy as _

from network.conversations.facts import Said
from realtime.tellings import tells

SAID: Final = "conversation.said"
WRITTEN: Final = "conversation.written"

tells(
    Said,
    to={SAID: _("%(who)s wrote in “%(title)s”."), WRITTEN: _("%(who)s wrote to you.")},
    icon="message-circle",
)
