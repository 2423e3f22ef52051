"""The papers, written: what nobody has written is not there."""

from django.utils import timezone

from network.papers import actions
from network.papers.models import Paper
from tests.guarantees.worlds import World, world


def written(kind):
    def prepared(cast):
        actions.write(kind=kind, language="en", body="Words.", by=None, now=timezone.now())
        return World()

    return prepared


for kind in Paper.Kind:
    world(route=f"network:paper-{kind.value}")(written(kind))
