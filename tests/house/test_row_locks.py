"""Rows are locked in one way, by `ground.tables.locks`: a row elsewhere that refers to them can still be written."""

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ground.tables.locks import locked
from network.forums.models import Thread
from network.members.models import Member
from tests.factories.forums import make_thread
from tests.factories.members import make_member

ROOT = Path(__file__).parents[2]
AREAS = ("ground", "realtime", "network", "events", "landings", "config")


def test_there_is_no_other_way():
    files = [file for area in AREAS for file in (ROOT / area).rglob("*.py")]
    said = [str(file.relative_to(ROOT)) for file in files if "select_for_update" in file.read_text()]
    assert said == ["ground/tables/locks.py"]


@pytest.mark.django_db
def test_a_lock_is_of_the_row_alone_and_does_not_hold_up_foreign_keys():
    """PostgreSQL checks a foreign key by a lock on the row that is referred to, at the end of the transaction even.

    FOR UPDATE keeps that out, and two who each hold what the other refers to wait for each other.
    """
    member = make_member()
    with (
        CaptureQueriesContext(
            connection,
        ) as asked,
        transaction.atomic(),
    ):
        assert locked(Member.objects).get(pk=member.pk) == member
        assert list(locked(Member.objects.order_by("pk"), skip_locked=True)) == [member]
    said = [query["sql"] for query in asked if "SELECT" in query["sql"]]
    if connection.vendor == "postgresql":
        assert said[0].endswith('FOR NO KEY UPDATE OF "network_member"')
        assert said[1].endswith('FOR NO KEY UPDATE OF "network_member" SKIP LOCKED')
    else:
        assert all("FOR " not in one for one in said)


@pytest.mark.django_db
def test_what_stands_beside_is_locked_too():
    """A post changes its board and both streams: two at once would else number their events alike (G1)."""
    thread = make_thread()
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        assert locked(Thread.objects.select_related("stream"), beside=("stream",)).get(pk=thread.pk) == thread
    [said] = [query["sql"] for query in asked if "SELECT" in query["sql"]]
    wanted = connection.vendor == "postgresql"
    assert said.endswith('FOR NO KEY UPDATE OF "network_thread", "realtime_stream"') == wanted
