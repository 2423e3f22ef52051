"""What becomes of an export moves on its owner's page, and nobody else hears of it."""

import pytest
from django.utils import timezone

from network.mydata import actions
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import kind_named
from realtime.streams import Event
from tests.factories.members import make_member
from tests.factories.mydata import kept_export

pytestmark = pytest.mark.django_db


def test_each_step_has_the_list_fetched_anew():
    ada = make_member()
    export = kept_export(ada)
    actions.delete(export.pk, by=ada, now=timezone.now())
    events = Event.objects.filter(stream=export.stream_id).order_by("seq")
    assert [event.fact for event in events] == ["export.asked", "export.made", "export.deleted"]
    assert [[one.id for one in pieces.pieces_of(event, "export")] for event in events] == [["exports"]] * 3


def test_its_owner_alone_reads_the_stream():
    ada, bo = make_member(), make_member()
    stream = kept_export(ada).stream_id
    kind = kind_named("export")
    assert [kind.may_read(one, stream) for one in (ada.pk, bo.pk, None)] == [True, False, False]
