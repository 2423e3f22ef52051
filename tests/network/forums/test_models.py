import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.forums import actions
from network.forums.models import Board, Listing, Post, Report, Thread
from tests.factories.forums import first_post, make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


def test_who_sees_which_boards():
    listed, staff, stranger = make_member(), make_member(), make_member()
    agency = make_organisation("agency", staff=[staff])
    public, membersonly, closed = make_board("public"), make_board("members"), make_board("closed", listed=[listed])
    Listing.objects.create(board=closed, organisation=agency)

    def seen(viewer):
        return set(Board.objects.visible_to(viewer))

    assert seen(AnonymousUser()) == {public}
    assert seen(stranger) == {public, membersonly}
    assert seen(listed) == seen(staff) == {public, membersonly, closed}


def test_threads_and_posts_are_seen_where_their_board_is():
    listed, stranger = make_member(), make_member()
    thread = make_thread(make_board("closed", listed=[listed]), by=listed)
    assert list(Thread.objects.visible_to(listed)) == [thread]
    assert list(Post.objects.visible_to(listed)) == [first_post(thread)]
    assert not Thread.objects.visible_to(stranger).exists()
    assert not Post.objects.visible_to(AnonymousUser()).exists()


def test_a_removed_thread_is_seen_by_nobody():
    author = make_member()
    thread = make_thread(by=author)
    actions.remove(thread.pk, by=author, now=timezone.now())
    assert not Thread.objects.visible_to(author).exists()
    assert not Post.objects.visible_to(author).exists()


def test_readers_are_those_who_see_the_board():
    listed, staff, both, stranger = make_member(), make_member(), make_member(), make_member()
    agency = make_organisation("agency", staff=[staff, both])
    closed = make_board("closed", listed=[listed, both])
    Listing.objects.create(board=closed, organisation=agency)
    assert sorted(m.pk for m in closed.readers()) == [listed.pk, staff.pk, both.pk]
    assert stranger in make_board("members").readers()


def test_reports_are_seen_by_the_moderators_of_the_board():
    moderator, elsewhere, reporter = make_member(), make_member(), make_member()
    make_board(moderators=[elsewhere])
    post = make_post(make_thread(make_board(moderators=[moderator])))
    report = actions.report(post.pk, by=reporter, reason="spam", now=timezone.now())
    assert list(Report.objects.visible_to(moderator)) == [report]
    assert not Report.objects.visible_to(elsewhere).exists()
    assert not Report.objects.visible_to(reporter).exists()
    assert not Report.objects.visible_to(AnonymousUser()).exists()


def test_two_posts_cannot_have_one_number():
    post = make_post()
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(thread=post.thread, number=1).update(number=post.number)


def test_a_listing_names_a_member_or_an_organisation():
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.create(board=make_board())
