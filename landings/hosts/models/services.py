"""What a host may offer besides a desk, and a firm may want. Codes are for ever."""

from typing import Final

from django.utils.translation import gettext_lazy as _

SERVICES: Final = [
    ("desk", _("Desk and internet")),
    ("meeting-room", _("Meeting rooms")),
    ("mentoring", _("Mentoring")),
    ("introductions", _("Introductions to customers and partners")),
    ("market-research", _("Market research")),
    ("legal", _("Legal advice")),
    ("tax", _("Tax and accounting advice")),
    ("bank", _("Help with a bank account")),
    ("recruiting", _("Help with hiring")),
    ("translation", _("Translation and interpreting")),
    ("visa-letter", _("Letter of invitation for a visa")),
    ("lab", _("Laboratory or workshop")),
    ("investors", _("Meetings with investors")),
]
SERVICE_NAMES: Final = dict(SERVICES)
