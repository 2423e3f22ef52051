"""Whatever is listed, and however it is read on: each row once, in the list's order, with nothing lost at the seams."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ground.tables.pages import behind, older_than, page_of
from network.members.models import Member
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
FIRST = datetime(2026, 5, 1, tzinfo=UTC)


def read_all(ask, size):
    """Page after page, each asked for behind the last row of the one before."""
    read, last, pages = [], None, 0
    while pages == 0 or last is not None:
        rows, last = page_of(ask(last), size)
        read += [row.pk for row in rows]
        pages += 1
    return read, pages


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(0, 3), max_size=7), size=st.integers(1, 4), descending=st.booleans())
def test_each_row_is_read_once_in_order_though_many_share_a_moment(days, size, descending):
    Member.objects.all().delete()
    for day in days:
        make_member(joined_at=FIRST + timedelta(days=day))
    sign = "-" if descending else ""
    ordered = Member.objects.order_by(f"{sign}joined_at", f"{sign}pk")

    read, pages = read_all(
        lambda last: behind(ordered, "joined_at", last and (last.joined_at, last.pk), descending=descending), size
    )

    assert read == list(ordered.values_list("pk", flat=True))
    assert pages == max(1, -(-len(days) // size))


def test_what_comes_meanwhile_shifts_nothing_in_a_list_that_begins_with_the_newest():
    newest = Member.objects.order_by("-pk")
    for _ in range(5):
        make_member()
    keys = list(newest.values_list("pk", flat=True))
    rows, last = page_of(newest, 2)
    make_member()

    following, end = page_of(older_than(newest, last.pk), 3)

    assert [row.pk for row in [*rows, *following]] == keys
    assert end is None


def test_a_page_that_is_just_full_is_the_last():
    made = [make_member() for _ in range(3)]
    assert page_of(Member.objects.order_by("pk"), 3) == (made, None)
    assert page_of(Member.objects.order_by("pk"), 2) == (made[:2], made[1])
    assert page_of(Member.objects.none(), 2) == ([], None)


def test_a_query_costs_one_statement(django_assert_num_queries):
    for _ in range(3):
        make_member()
    with django_assert_num_queries(1):
        page_of(older_than(Member.objects.order_by("-pk"), None), 2)
