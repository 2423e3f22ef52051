"""What becomes of a recommendation, in words: for the two whom it concerns. It is no line of a feed."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from network.recommendations.facts import (
    ChangeAsked,
    RecommendationAsked,
    RecommendationKept,
    RecommendationShown,
    RecommendationWithdrawn,
    RecommendationWritten,
    RequestDeclined,
)
from realtime.tellings import tells, told_to_nobody

ASKED: Final = "recommendations.asked"
WRITTEN: Final = "recommendations.written"
CHANGE: Final = "recommendations.change"
SHOWN: Final = "recommendations.shown"

tells(RecommendationAsked, to={ASKED: _("%(who)s asks you for a recommendation.")}, icon="message-square-quote")
tells(
    RecommendationWritten,
    to={WRITTEN: _("%(who)s recommends you: read it, and say whether your page shows it.")},
    icon="message-square-quote",
    tone="good",
)
tells(ChangeAsked, to={CHANGE: _("%(who)s asks you for other words in your recommendation.")}, icon="pencil")
tells(
    RecommendationShown, to={SHOWN: _("%(who)s shows your recommendation.")}, icon="message-square-quote", tone="good"
)
told_to_nobody(RequestDeclined, because="a no is quiet: who asked never learns of it")
told_to_nobody(RecommendationKept, because="what somebody does not show is theirs to know")
told_to_nobody(RecommendationWithdrawn, because="what was taken back is as if it had not been said")
