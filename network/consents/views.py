from django.http import HttpResponse
from django.shortcuts import render

from ground.tables.pages import page_of
from ground.web import page_keys
from network.consents import queries
from network.members.models import MemberRequest


def consents(request: MemberRequest) -> HttpResponse:
    """What stands, and all that was chosen before, the newest first."""
    before = page_keys.key_in(request)
    found, last = page_of(queries.history(request.user, before=before), queries.PAGE)
    shown = {
        "standing": [] if before else list(queries.in_words(queries.standing(request.user))),
        "rows": list(queries.in_words(found)),
        "next_key": last.pk if last else 0,
        "before": before,
    }
    return render(request, "network/consents/consents.html", shown)
