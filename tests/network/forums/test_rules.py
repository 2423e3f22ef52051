import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from network.forums import rules
from network.forums.actions import steps
from network.forums.models import Listing, Thread
from tests.factories.forums import first_post, make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db
visitor = AnonymousUser()


@pytest.mark.parametrize(
    ("audience", "voices", "who"),
    [
        ("public", "readers", {"member", "listed", "moderator"}),
        ("members", "readers", {"member", "listed", "moderator"}),
        ("closed", "readers", {"listed", "moderator"}),
        ("public", "listed", {"listed", "moderator"}),
        ("public", "moderators", {"moderator"}),
        ("closed", "moderators", {"moderator"}),
    ],
)
def test_who_may_write(audience, voices, who):
    people = {"member": make_member(), "listed": make_member(), "moderator": make_member(), "visitor": visitor}
    board = make_board(audience, voices, listed=[people["listed"]], moderators=[people["moderator"]])
    assert {name for name, person in people.items() if rules.may_write(person, board)} == who


def test_who_may_moderate():
    moderator, listed = make_member(), make_member()
    board = make_board("closed", listed=[listed], moderators=[moderator])
    assert rules.may_moderate(moderator, board)
    assert not rules.may_moderate(listed, board)
    assert not rules.may_moderate(visitor, board)
    assert not rules.may_moderate(moderator, make_board())


def test_only_the_author_edits_and_deletes():
    author, moderator = make_member(), make_member()
    post = make_post(make_thread(make_board(moderators=[moderator])), by=author)
    assert rules.may_edit(author, post) and rules.may_delete(author, post)
    assert not rules.may_edit(moderator, post) and not rules.may_delete(moderator, post)
    assert rules.may_hide(moderator, post) and not rules.may_hide(author, post)
    assert not rules.may_edit(visitor, post)


def test_who_may_accept_an_answer():
    asker, moderator, other = make_member(), make_member(), make_member()
    board = make_board(moderators=[moderator])
    answer = make_post(make_thread(board, by=asker, kind="question"), by=other)
    assert rules.may_accept(asker, answer) and rules.may_accept(moderator, answer)
    assert not rules.may_accept(other, answer)
    assert not rules.may_accept(asker, first_post(answer.thread))
    assert not rules.may_accept(asker, make_post(make_thread(board, by=asker)))


def test_nobody_reports_their_own_post():
    author, other = make_member(), make_member()
    post = make_post(by=author)
    assert rules.may_report(other, post)
    assert not rules.may_report(author, post)
    assert not rules.may_report(visitor, post)


def test_an_author_removes_a_thread_until_somebody_replies():
    author = make_member()
    thread = make_thread(by=author)
    assert rules.may_remove(author, thread)
    thread = make_post(thread).thread
    assert not rules.may_remove(author, thread)


@pytest.mark.parametrize("audience", ["public", "members", "closed"])
def test_what_is_seen_and_what_is_locked_to_be_written_to_are_the_same(audience):
    """A list asks the database, the row that is locked anyway is asked itself: one rule, two ways to put it."""
    by_way_of = make_organisation(staff=[colleague := make_member()])
    people = [make_member(), listed := make_member(), moderator := make_member(), colleague]
    board = make_board(audience, listed=[listed], moderators=[moderator])
    Listing.objects.create(board=board, organisation=by_way_of)
    thread, removed = make_thread(board, listed), make_thread(board, listed)
    Thread.objects.filter(pk=removed.pk).update(removed_at=timezone.now())
    for person in people:
        seen = set(Thread.objects.visible_to(person).values_list("pk", flat=True))
        assert {one.pk for one in (thread, removed) if is_locked(one, person)} == seen


def is_locked(thread, person):
    with transaction.atomic():
        try:
            return steps.locked_thread(thread.pk, for_member=person).pk == thread.pk
        except Thread.DoesNotExist:
            return False
