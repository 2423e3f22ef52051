from datetime import UTC, datetime

import pytest
from django.db import transaction

from realtime import notices
from realtime.jobs import queue
from realtime.notices import BY_READER, Notice, NoticeKind, declare_question, notify, unread_count
from realtime.streams import open_stream, publish
from tests.factories.members import make_member
from tests.realtime.facts_for_tests import Answered, Asked, Happened

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)

if "test.asked" not in {kind.name for kind in notices.all_kinds()}:
    for name, until in {
        "test.asked": {Answered: "what"},
        "test.own": {Answered: BY_READER},
        "test.any": {Answered: ""},
    }.items():
        declare_question(NoticeKind(name, label="Test"), until=until)


def tell(fact, stream, by=None):
    with transaction.atomic():
        event = publish(fact, to=stream, by=by, at=NOON)[0]
    queue.run_all(now=NOON)
    return event


@pytest.fixture
def asked():
    """Two members who are asked the same."""
    members, stream = [make_member(), make_member()], open_stream("test")

    def ask(kind):
        event = tell(Asked(what="x"), stream)
        with transaction.atomic():
            notify([one.pk for one in members], kind=kind, event=event, params={}, path="/x/")
        return members, stream

    return ask


def counts(members):
    return [unread_count(one.pk) for one in members]


@pytest.mark.parametrize(
    ("kind", "answer", "by", "left"),
    [
        ("test.asked", Answered(what="x"), None, [0, 0]),
        ("test.asked", Answered(what="y"), None, [1, 1]),
        ("test.any", Answered(what="y"), None, [0, 0]),
        ("test.own", Answered(what="y"), 0, [0, 1]),
        ("test.own", Answered(what="y"), None, [1, 1]),
        ("test.asked", Happened(what="x"), None, [1, 1]),
    ],
)
def test_a_question_stands_until_it_is_answered(asked, kind, answer, by, left):
    members, stream = asked(kind)
    tell(answer, open_stream("test"), members[by].pk if by is not None else None)
    assert counts(members) == [1, 1]
    tell(answer, stream, members[by].pk if by is not None else None)
    assert counts(members) == left


def test_a_question_that_is_asked_again_stands_again(asked):
    members, stream = asked("test.asked")
    tell(Answered(what="x"), stream)
    asked("test.asked")
    assert counts(members) == [1, 1]
    assert Notice.objects.filter(gone_at=None).count() == 2
