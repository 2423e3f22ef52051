"""What is asked before words or a request are taken back."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ground.web.asking import Question
from network.recommendations.models import Recommendation


def withdraw(request: HttpRequest, recommendation_id: int) -> Question:
    found = Recommendation.objects.select_related("about", "by").get(pk=recommendation_id)
    if found.written_at:
        return Question(
            _("Withdraw your recommendation of %(who)s?") % {"who": found.about.name},
            _("Its words are erased, and gone from their page. They are not told."),
            _("Withdraw it"),
        )
    return Question(
        _("Withdraw your request to %(who)s?") % {"who": found.by.name},
        _("It is gone for them, too. You cannot ask them for this again."),
        _("Withdraw it"),
    )
