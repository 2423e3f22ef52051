"""Who finds what on their desk, in which order, at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from ground.ui.icons import icon
from network.desk import kinds
from network.desk.models import WorkItem
from network.desk.queries import MOST, count_of, desk_of
from network.desk.queries.statement import worded
from network.organisations.models import Membership
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR = timedelta(hours=1)


def make_item(group, subject=1, kind="introduction.outcome", rank_at=None, not_for=(), **fields):
    """`rank_at` is the deadline too, where it is given."""
    says = {"one": ["member", make_member(name="Ada").pk], "other": ["member", make_member(name="Bo").pk]}
    values = {"since": NOW - HOUR, "rank_at": rank_at or NOW + HOUR, "due_at": rank_at, "says": says, **fields}
    item = WorkItem.objects.create(
        kind=kind, subject=subject, target=subject, group_kind=group[0], group_key=group[1], **values
    )
    for group_kind, group_key in not_for:
        item.exclusions.create(group_kind=group_kind, group_key=group_key)
    return item


def targets(member, now=NOW):
    """The keys that the rows of the desk lead to; the bar says as many."""
    rows = desk_of(member.pk, now=now).rows
    assert count_of(member.pk, now=now) == len(rows)
    return [int(row.url.strip("/").rpartition("/")[2]) for row in rows]


def test_a_row_says_who_as_they_are_called_now():
    me = make_member()
    item = make_item(("member", me.pk), subject=7)
    (row,) = desk_of(me.pk, now=NOW).rows
    assert (row.what, row.url) == ("Say what came of the introduction: Ada · Bo", "/introductions/7/")
    assert row.icon == "message-square-text"
    assert (row.since, row.due_at, row.is_overdue) == (item.since, None, False)
    type(me).objects.filter(pk=item.says["one"][1]).update(name="Eve")
    assert desk_of(me.pk, now=NOW).rows[0].what == "Say what came of the introduction: Eve · Bo"


def test_what_has_a_slug_is_led_to_by_the_one_it_has_now_and_nowhere_when_it_is_gone():
    me, firm = make_member(), make_organisation(slug="tidewrack")
    says = {"slug": ["organisation.slug", firm.pk]}
    make_item(("member", me.pk), kind="organisation.joining", says=says)
    assert [row.url for row in desk_of(me.pk, now=NOW).rows] == ["/organisations/tidewrack/staff/"]
    type(firm).objects.filter(pk=firm.pk).update(slug="saltwrack")
    assert [row.url for row in desk_of(me.pk, now=NOW).rows] == ["/organisations/saltwrack/staff/"]
    WorkItem.objects.update(says={"slug": ["organisation.slug", firm.pk + 1]})
    assert desk_of(me.pk, now=NOW).rows == []
    WorkItem.objects.update(says={})
    assert desk_of(me.pk, now=NOW).rows == []


@pytest.mark.parametrize("kind", [kind for source in kinds.all_sources() for kind in source.kinds])
def test_each_kind_has_an_icon_that_there_is(kind):
    assert icon(kind.icon)


def test_what_waits_for_one_is_on_no_other_desk():
    me, other = make_member(), make_member()
    make_item(("member", me.pk))
    assert (targets(me), targets(other)) == ([1], [])


def test_whoever_gains_or_loses_a_role_gains_and_loses_its_work_at_once():
    house, me = make_organisation("host"), make_member()
    make_item(("organisation.people", house.pk), subject=1)
    make_item(("organisation.managers", house.pk), subject=2)
    assert targets(me) == []
    membership = join(house, me)
    assert targets(me) == [1]
    Membership.objects.filter(pk=membership.pk).update(role="manager")
    assert targets(me) == [1, 2]
    house.closed_at = NOW
    house.save()
    assert targets(me) == []
    house.closed_at = None
    house.save()
    membership.delete()
    assert targets(me) == []


def test_whoever_is_excluded_by_name_or_by_what_they_belong_to_does_not_find_it():
    agency, firm = make_organisation("agency"), make_organisation("firm")
    approver, colleague, both = make_member(), make_member(), make_member()
    for member in (approver, colleague, both):
        join(agency, member)
    not_for = [("member", approver.pk), ("organisation.people", firm.pk)]
    make_item(("organisation.people", agency.pk), not_for=not_for)
    join(firm, both)
    assert (targets(approver), targets(colleague), targets(both)) == ([], [1], [])


def test_the_clock_brings_and_takes_without_a_write():
    me = make_member()
    make_item(("member", me.pk), since=NOW, until_at=NOW + HOUR)
    moments = [NOW - HOUR / 60, NOW, NOW + HOUR - HOUR / 60, NOW + HOUR]
    assert [targets(me, now) for now in moments] == [[], [1], [1], []]


def test_what_is_late_goes_first_then_what_is_due_next():
    house, me = make_organisation("agency"), make_member()
    join(house, me)
    mine, ours = ("member", me.pk), ("organisation.people", house.pk)
    make_item(mine, subject=1, rank_at=NOW + HOUR)
    make_item(ours, subject=2, rank_at=NOW - HOUR)
    make_item(ours, subject=3, rank_at=NOW + 2 * HOUR)
    make_item(mine, subject=4, rank_at=NOW - 2 * HOUR)
    assert targets(me) == [4, 2, 1, 3]
    assert [row.is_overdue for row in desk_of(me.pk, now=NOW).rows] == [True, True, False, False]


def test_pages_go_on_behind_the_last_row_and_nothing_is_shown_twice(monkeypatch):
    monkeypatch.setattr("network.desk.queries.desk.PAGE", 2)
    me = make_member()
    for subject in range(1, 6):
        make_item(("member", me.pk), subject=subject)
    seen, counts, after = [], [], None
    while True:
        page = desk_of(me.pk, now=NOW, after=after)
        seen += [row.url for row in page.rows]
        counts.append(page.count)
        after = page.next_key
        if after is None:
            break
    assert seen == [f"/introductions/{subject}/" for subject in range(1, 6)]
    assert counts == [5, 3, 1]


def test_a_kind_that_a_release_dropped_is_passed_over():
    me = make_member()
    make_item(("member", me.pk), kind="of.yesterday")
    assert desk_of(me.pk, now=NOW).rows == []


def test_an_item_that_says_less_than_its_words_ask_for_is_shown_with_a_gap():
    me = make_member()
    make_item(("member", me.pk), says={"one": ["member", 0]})
    make_item(("member", me.pk), kind="claim.pay", says={})
    words = [row.what for row in desk_of(me.pk, now=NOW).rows]
    assert words == ["Say what came of the introduction: … · …", "Pay claim 0 of …"]


def test_a_desk_costs_two_statements_and_the_bar_one_whatever_waits(count_queries):
    house, me = make_organisation("agency"), make_member()
    join(house, me)
    for subject in range(1, 4):
        make_item(("organisation.people", house.pk), subject=subject)
        make_item(("member", me.pk), subject=subject)
        assert count_queries(lambda: desk_of(me.pk, now=NOW)) == 2
        assert count_queries(lambda: count_of(me.pk, now=NOW)) == 1


def test_a_number_goes_no_further_than_anybody_reads_it():
    me = make_member()
    WorkItem.objects.bulk_create(
        WorkItem(
            kind="introduction.outcome",
            subject=n,
            target=n,
            group_kind="member",
            group_key=me.pk,
            since=NOW - HOUR,
            rank_at=NOW,
            says={},
        )
        for n in range(MOST + 10)
    )
    assert count_of(me.pk, now=NOW) == desk_of(me.pk, now=NOW).count == MOST


def test_the_items_of_a_group_are_read_from_their_index():
    """So a desk costs what it shows. A handful of rows is read whole on PostgreSQL, unless that is forbidden."""
    me = make_member()
    make_item(("member", me.pk))
    for after in (None, (NOW, 1)):
        statement, params = worded(me.pk, now=NOW, after=after, limit=10)
        adapted = [connection.ops.adapt_unknown_value(one) for one in params]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
            cursor.execute(f"{explain} {statement}", adapted)
            plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
        assert "network_work_desk" in plan
        assert "SCAN w" not in plan and "Seq Scan on network_workitem" not in plan
