"""A reminder that has come, in words: for whoever set it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from network.bookmarks.facts import ReminderDue
from realtime.tellings import tells

REMINDER: Final = "forums.reminder"

tells(ReminderDue, to={REMINDER: _("You wanted to come back to “%(thread)s”")}, icon="bookmark")
