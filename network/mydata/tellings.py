"""What becomes of an export, in words for its owner."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from network.mydata.facts import ExportAsked, ExportDeleted, ExportFailed, ExportMade
from realtime.tellings import tells, told_to_nobody

READY: Final = "export.ready"
tells(ExportMade, to={READY: _("Your data is ready: fetch it within a week.")}, icon="download", tone="good")
tells(ExportFailed, to={READY: _("Your data could not be put together.")}, icon="download", tone="hot")
told_to_nobody(ExportAsked, because="its owner has just asked for it")
told_to_nobody(ExportDeleted, because="it was said from the beginning when it goes")
