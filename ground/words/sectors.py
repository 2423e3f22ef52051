"""Sectors that organisations, hosts and programmes name. Codes are for ever, labels may be reworded."""

from django.utils.translation import gettext_lazy as _

SECTORS = [
    ("agritech", _("Agriculture and food technology")),
    ("architecture", _("Architecture and design")),
    ("cleantech", _("Clean technology and energy")),
    ("consulting", _("Consulting")),
    ("creative", _("Film, music, games and publishing")),
    ("digital-media", _("Digital media and marketing")),
    ("education", _("Education and training")),
    ("engineering", _("Engineering and geomatics")),
    ("fintech", _("Finance and insurance technology")),
    ("health", _("Health and life sciences")),
    ("legal", _("Legal and accounting")),
    ("logistics", _("Transport and logistics")),
    ("manufacturing", _("Services to manufacturing")),
    ("ocean", _("Ocean and marine")),
    ("public", _("Public services")),
    ("research", _("Research and development")),
    ("security", _("Security and defence")),
    ("software", _("Software and cloud")),
    ("space", _("Space and earth observation")),
    ("telecoms", _("Telecommunications")),
    ("tourism", _("Tourism and events")),
]
NAMES = dict(SECTORS)
