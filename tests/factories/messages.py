"""Members who write to each other, through the same actions as on the page."""

from django.utils import timezone

from network.messages import actions
from network.messages.models import Exchange
from tests.factories.connections import connect
from tests.factories.members import make_member


def write(by, to, body="Good morning", now=None, key=""):
    return actions.write(to.pk, by=by, body=body, key=key, now=now or timezone.now())


def make_first_message(by=None, to=None, body="Good morning", now=None):
    message = write(by or make_member(), to or make_member(), body, now)
    return Exchange.objects.get(conversation=message.conversation_id)


def make_talk_of_two(one=None, other=None, now=None):
    """The conversation of two, begun by a first message that was accepted."""
    now = now or timezone.now()
    found = make_first_message(one, other, now=now)
    by = found.high if found.begun_by_id == found.low_id else found.low
    return actions.accept(found.pk, by=by, now=now).conversation


def make_group(by=None, *others, name="Pilots", now=None):
    """A group of one who owns it and of others, connected with them."""
    by, others, now = by or make_member(), others or (make_member(),), now or timezone.now()
    for other in others:
        connect(by, other, now)
    return actions.start([one.pk for one in others], by=by, name=name, now=now)
