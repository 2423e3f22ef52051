"""What becomes of a first message, in words: for whom it concerns. A no is told to nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from network.messages.facts import (
    FirstMessageAccepted,
    FirstMessageDeclined,
    FirstMessageSent,
    GroupNamed,
    GroupStarted,
    OwnerMade,
    PersonBrought,
    PersonLeft,
    PersonRemoved,
)
from realtime.tellings import tells, told_to_nobody

FIRST: Final = "message.first"
ACCEPTED: Final = "message.accepted"
BROUGHT: Final = "group.brought"

tells(FirstMessageSent, to={FIRST: _("%(who)s writes to you for the first time.")}, icon="mail-question-mark")
tells(FirstMessageAccepted, to={ACCEPTED: _("%(who)s accepted your message.")}, icon="mail-check", tone="good")
told_to_nobody(FirstMessageDeclined, because="a no is quiet: who wrote never learns of it")
_TO_WHO_IS_BROUGHT: Final = _("%(who)s brought you into “%(title)s”.")
tells(GroupStarted, to={BROUGHT: _TO_WHO_IS_BROUGHT}, icon="users-round")
tells(PersonBrought, to={BROUGHT: _TO_WHO_IS_BROUGHT}, icon="users-round")
told_to_nobody(
    GroupNamed, PersonLeft, PersonRemoved, OwnerMade, because="a quiet line in the talk says it, in its place"
)
