"""Recommendations, through the same actions as on the page."""

from django.utils import timezone

from network.recommendations import actions
from tests.factories.dealings import make_dealing
from tests.factories.members import make_member

WORDS = "She asked what nobody asks, and did it by Friday."


def make_recommendation(by=None, about=None, *, shown=False, words=WORDS, now=None, dealing=None):
    by, about, now = by or make_member(), about or make_member(), now or timezone.now()
    dealing = dealing or make_dealing(by, about)
    made = actions.write(about.pk, by=by, dealing_id=dealing.pk, words=words, now=now)
    return actions.show(made.pk, by=about, now=now) if shown else made


def make_asked(by=None, writer=None, *, request="How was it?", now=None):
    by, writer = by or make_member(), writer or make_member()
    dealing = make_dealing(by, writer)
    return actions.ask(writer.pk, by=by, dealing_id=dealing.pk, request=request, now=now or timezone.now())
