"""A report waits for whoever moderates its board, until it is dealt with."""

import pytest
from django.utils import timezone

from network.desk import actions as desk
from network.forums import actions
from tests.factories.desk import on_desk
from tests.factories.forums import first_post, make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def moderator():
    return make_member()


@pytest.fixture
def board(moderator):
    return make_board(moderators=[moderator])


@pytest.fixture
def thread(board):
    return make_thread(board, title="Two ports")


def report(post, by=None):
    return actions.report(post.pk, by=by or make_member(name="Rae"), reason="rude", now=NOW)


def is_kept():
    return not desk.mend(now=NOW)


def test_a_report_waits_for_the_moderators_of_its_board_alone(board, thread, moderator, log_in):
    reporter, stranger = make_member(name="Rae"), make_member()
    make_board(moderators=[stranger])
    report(first_post(thread), by=reporter)
    assert on_desk(moderator) == ["Rae reports a message in “Two ports”"]
    assert on_desk(stranger) == on_desk(reporter) == on_desk(thread.author) == []
    assert is_kept()
    assert log_in(moderator).get("/desk/").content.decode().count("/forums/reports/") >= 1


def test_each_who_gains_or_loses_the_board_gains_or_loses_it(board, thread):
    member, house = make_member(), make_organisation()
    report(first_post(thread))
    listing = actions.list_member(board.pk, member, moderates=True, by=None, now=NOW)
    assert len(on_desk(member)) == 1
    actions.list_member(board.pk, member, by=None, now=NOW)
    assert on_desk(member) == []
    actions.unlist(listing.pk, by=None, now=NOW)
    actions.list_organisation(board.pk, house, moderates=True, by=None, now=NOW)
    assert on_desk(member) == []
    membership = join(house, member)
    assert len(on_desk(member)) == 1
    membership.delete()
    assert on_desk(member) == []
    assert is_kept()


def test_who_finds_nothing_wrong_closes_one_and_who_hides_closes_all(thread, moderator):
    first, other = first_post(thread), make_post(thread)
    one = report(first)
    report(first)
    third = report(other)
    assert len(on_desk(moderator)) == 3
    actions.dismiss(one.pk, by=moderator, now=NOW)
    assert len(on_desk(moderator)) == 2 and is_kept()
    report(first)
    actions.uphold(report(first).pk, by=moderator, now=NOW)
    assert len(on_desk(moderator)) == 1 and is_kept()
    actions.uphold(third.pk, by=moderator, now=NOW)
    assert on_desk(moderator) == [] and is_kept()


def test_what_is_said_in_a_removed_thread_waits_for_nobody(thread, moderator):
    report(first_post(thread))
    report(make_post(thread))
    actions.remove(thread.pk, by=moderator, now=NOW)
    assert on_desk(moderator) == [] and is_kept()


def test_a_post_that_its_author_deleted_is_still_to_be_dealt_with(thread, moderator):
    one = report(first_post(thread))
    actions.delete(one.post_id, by=thread.author, now=NOW)
    assert len(on_desk(moderator)) == 1 and is_kept()
