"""Members who ask each other, and who are connected: through the same actions as on the page."""

from django.utils import timezone

from network.connections import actions
from tests.factories.members import make_member

WORDS = {"reason": "We sell to the same buyers.", "met": "show", "met_words": "Northern Services Week"}


def make_request(by=None, to=None, now=None, **words):
    by, to = by or make_member(), to or make_member()
    return actions.ask(to.pk, by=by, now=now or timezone.now(), **{**WORDS, **words})


def connect(one, other, now=None):
    now = now or timezone.now()
    make_request(one, other, now=now)
    return actions.accept(one.pk, by=other, now=now)
