"""Every action that takes a right away tells the open sockets of those who had it (guarantee G9)."""

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from events.booths import actions as booths
from landings.applications import actions as applications
from landings.hosts import actions as hosts
from landings.placements import actions as placements
from landings.programmes import actions as programmes
from network.forums import actions as forums
from network.forums.models import Listing
from network.organisations import actions as organisations
from realtime.delivery import guard, hub
from tests.factories.events import make_booth, organiser_of
from tests.factories.forums import make_board, make_thread
from tests.factories.landings_applications import make_application, make_review
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation, make_staff_of


def leaves_a_firm(ada):
    owner = make_member()
    firm = make_organisation(staff=[owner])
    join(firm, ada)
    return firm.stream, lambda: organisations.remove(firm.pk, ada.pk, by=owner, now=timezone.now())


def leaves_a_firm_that_a_board_lists(ada):
    owner = make_member()
    firm = make_organisation(staff=[owner])
    join(firm, ada)
    board = make_board("closed", listed=[owner])
    Listing.objects.create(board=board, organisation=firm)
    thread = make_thread(board, by=owner)
    return thread.stream, lambda: organisations.remove(firm.pk, ada.pk, by=owner, now=timezone.now())


def reads_a_board_that_closes(ada):
    staff = make_member(is_staff=True, is_superuser=True)
    thread = make_thread(make_board("public", listed=[staff]), by=staff)
    return thread.stream, lambda: forums.change_board(thread.board_id, audience="closed", by=staff, now=timezone.now())


def reads_a_thread_that_is_removed(ada):
    author = make_member()
    thread = make_thread(by=author)
    return thread.stream, lambda: forums.remove(thread.pk, by=author, now=timezone.now())


def moderates_no_more(ada):
    board = make_board(moderators=[ada, moderator := make_member()])
    thread = make_thread(board)
    report = forums.report(thread.posts.get().pk, by=make_member(), reason="spam", now=timezone.now())
    return report.stream, lambda: forums.list_member(board.pk, ada, by=moderator.pk, now=timezone.now())


def is_dismissed(ada):
    landing = make_landing()
    officer = make_officer(landing.programme)
    make_officer(landing.programme, ada)
    return landing.stream, lambda: programmes.dismiss(
        landing.programme_id, member_id=ada.pk, by=officer, now=timezone.now()
    )


def is_a_reviewer_from_now(ada):
    landing = make_landing()
    officer = make_officer(landing.programme)
    make_officer(landing.programme, ada)

    def act():
        who = {"by": officer, "now": timezone.now()}
        programmes.dismiss(landing.programme_id, member_id=ada.pk, **who)
        programmes.appoint(landing.programme_id, member=ada, role="reviewer", **who)

    return landing.stream, act


def has_a_conflict(ada):
    application = make_application()
    make_officer(application.programme)
    make_officer(application.programme, ada, role="reviewer")
    review = make_review(application, ada)
    return application.stream, lambda: applications.declare_conflict(
        review.pk, by=ada, reason="My brother's firm", now=timezone.now()
    )


def looks_after_a_landing_no_more(ada):
    make_organisation("agency", staff=[ada])
    landing = make_landing(commissioner=ada)
    officer, other = make_officer(landing.programme), make_staff_of("agency")
    return landing.stream, lambda: placements.name_commissioner(
        landing.pk, commissioner=other, by=officer, now=timezone.now()
    )


def looks_at_an_offer_that_is_withdrawn(ada):
    offer = make_offer(make_site(manager=(manager := make_member())))
    return offer.stream, lambda: hosts.withdraw_offer(offer.pk, by=manager, now=timezone.now())


def visits_a_booth_that_is_withdrawn(ada):
    booth = make_booth()
    return booth.stream, lambda: booths.withdraw(booth.pk, by=organiser_of(booth.show), now=timezone.now())


WAYS = [
    leaves_a_firm,
    leaves_a_firm_that_a_board_lists,
    reads_a_board_that_closes,
    reads_a_thread_that_is_removed,
    moderates_no_more,
    is_dismissed,
    is_a_reviewer_from_now,
    has_a_conflict,
    looks_after_a_landing_no_more,
    looks_at_an_offer_that_is_withdrawn,
    visits_a_booth_that_is_withdrawn,
]


@pytest.fixture
def pace():
    """Rounds are an hour away: only a push can have done it."""
    return hub.Pace(heads=0.2, slow=0.1, recheck=3600, presence=60)


async def test_a_stream_that_ends_for_everybody_says_why_first(connect, monkeypatch):
    monkeypatch.setattr(guard, "FAREWELL", 2.0)  # for who draws slowly; who did not wait at all would still be first
    stream, act = await sync_to_async(reads_a_thread_that_is_removed)(ada := await sync_to_async(make_member)())
    sockets = [await connect(ada), await connect()]
    for socket in sockets:
        await socket.subscribe(stream)
        await socket.hear("events")
    await sync_to_async(act)()
    for socket in sockets:
        frame = await socket.hear("events", "revoked")
        assert (frame["op"], "Removed by a moderator" in str(frame)) == ("events", True)
        assert (await socket.hear("events", "revoked"))["op"] == "revoked"


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
async def test_whoever_loses_a_right_is_put_out_within_two_seconds(connect, way):
    ada = await sync_to_async(make_member)()
    stream, act = await sync_to_async(way)(ada)
    socket = await connect(ada)
    await socket.subscribe(stream)
    await socket.hear("events")
    await sync_to_async(act)()
    assert (await socket.hear("revoked", within=2))["stream"] == stream.name
