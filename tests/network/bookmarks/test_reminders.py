"""A reminder that has come is a notice and stands on the desk, until it is done or its cause is out of sight."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.bookmarks import actions
from network.desk import actions as desk
from network.desk.queries import desk_of
from network.forums import actions as forums
from network.organisations import actions as organisations
from realtime.jobs.queue import run_all
from realtime.notices import Notice, standing
from tests.factories.bookmarks import make_bookmark
from tests.factories.desk import on_desk
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(hours=5)
THEN = NOW + timedelta(hours=1)
WAITS = ["You wanted to come back to “Rates”"]


@pytest.fixture
def me():
    return make_member(name="Ada")


def due(me, post=None, note=""):
    kept = make_bookmark(post or make_post(make_thread(title="Rates")), me, note=note, remind_at=THEN, now=NOW)
    actions.remind_due(now=THEN)
    return kept


def tray(member):
    run_all()
    found = Notice.objects.of(member.pk).select_related("event").order_by("pk")
    return [(notice.sentence, notice.path) for notice in found]


def is_kept():
    return not desk.mend(now=THEN)


def test_nothing_waits_before_its_moment(me):
    make_bookmark(make_post(), me, remind_at=THEN, now=NOW)
    actions.remind_due(now=NOW)
    assert (tray(me), on_desk(me, THEN), is_kept()) == ([], [], True)


def test_it_is_told_and_stands_on_the_desk_until_it_is_done(me):
    kept = due(me)
    assert tray(me) == [(WAITS[0], f"/forums/bookmarks/{kept.pk}/")]
    assert on_desk(me, THEN) == WAITS and desk_of(me.pk, now=THEN).rows[0].url == f"/forums/bookmarks/{kept.pk}/"
    actions.look_at(kept, by=me, now=THEN)
    assert Notice.objects.unread().filter(recipient=me.pk).count() == 0 and on_desk(me, THEN) == WAITS
    actions.done(kept.pk, by=me, now=THEN)
    assert (tray(me), on_desk(me, THEN), is_kept()) == ([], [], True)


@pytest.mark.parametrize("how", ["drop", "later"])
def test_it_goes_with_its_bookmark_and_comes_again_later(me, how):
    kept = due(me)
    tray(me)
    if how == "drop":
        actions.drop(kept.pk, by=me, now=THEN)
    else:
        make_bookmark(kept.post, me, remind_at=THEN + timedelta(hours=1), now=THEN)
    assert (tray(me), on_desk(me, THEN), is_kept()) == ([], [], True)
    actions.remind_due(now=THEN + timedelta(hours=1))
    assert len(tray(me)) == (how == "later")


@pytest.mark.parametrize("how", ["delete", "hide", "remove", "unlist", "close", "staff"])
def test_what_is_out_of_sight_is_no_reminder(me, how):
    author, moderator = make_member(), make_member()
    board = make_board("members" if how == "close" else "closed", listed=[author], moderators=[moderator])
    staff = make_member(is_staff=True)
    firm = make_organisation(staff=[make_member()])
    join(firm, me)
    if how != "close":
        forums.list_organisation(board.pk, firm, by=staff.pk, now=NOW)
    post = make_post(make_thread(board, by=author, title="Rates"), by=author)
    due(me, post)
    assert len(tray(me)) == 1 and on_desk(me, THEN) == WAITS
    if how == "delete":
        forums.delete(post.pk, by=author, now=THEN)
    elif how == "hide":
        forums.hide(post.pk, by=moderator, now=THEN)
    elif how == "remove":
        forums.remove(post.thread_id, by=moderator, now=THEN)
    elif how == "unlist":
        forums.unlist(board.listings.get(organisation=firm).pk, by=staff.pk, now=THEN)
    elif how == "close":
        forums.change_board(board.pk, by=staff, now=THEN, audience="closed")
    else:
        organisations.remove(firm.pk, me.pk, by=me, now=THEN)
    assert (tray(me), on_desk(me, THEN), is_kept()) == ([], [], True)
    if how == "hide":
        forums.restore(post.pk, by=moderator, now=THEN)
        assert len(tray(me)) == 1 and on_desk(me, THEN) == WAITS and is_kept()


def test_the_notice_quotes_the_note_else_the_words(me):
    due(me, note="Ask for the table")
    due(me, make_post(make_thread(title="Rates"), body="Two *percent*."))
    run_all()
    notices = Notice.objects.of(me.pk).select_related("event").order_by("pk")
    assert list(standing(notices).values()) == ["Ask for the table", "Two percent."]
