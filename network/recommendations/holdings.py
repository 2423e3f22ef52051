"""What is a member's here: what they said of others, and others of them. A no is quiet here too."""

from django.utils.translation import gettext_lazy as _

from network.mydata.registry import Holding, Holdings, gone
from network.recommendations.models import Recommendation

OWN = Holdings(
    "recommendations",
    _("Your recommendations"),
    (
        Holding(
            Recommendation,
            of=("by", "about"),
            name="recommendations",
            label=_("recommendations and requests"),
            gives=(
                "by__name",
                "about__name",
                "dealing__kind",
                "dealing__happened_on",
                "words",
                "request",
                "asked_at",
                "written_at",
                "shown_at",
                "change_wanted",
                "change_asked_at",
                "withdrawn_at",
            ),
            goes=gone,
        ),
    ),
)
