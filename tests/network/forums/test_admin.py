import pytest
from django.test import Client

from network.forums.models import Board, Listing
from tests.factories.forums import make_board
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
BOARD = {
    "name": "Lisbon",
    "slug": "lisbon",
    "about": "Landing there",
    "subject": "market",
    "icon": "map-pin",
    "audience": "closed",
    "voices": "readers",
    "place": 5,
}


@pytest.fixture
def staff():
    member = make_member(is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_staff_open_and_change_boards_as_actions_do(staff):
    assert staff.post("/staff/network/board/add/", BOARD).status_code == 302
    board = Board.objects.get()
    assert staff.post(f"/staff/network/board/{board.pk}/change/", {**BOARD, "name": "Porto"}).status_code == 302
    board.refresh_from_db()
    assert (board.name, board.stream.last_seq) == ("Porto", 2)


def test_a_board_has_an_icon_that_exists(staff):
    assert staff.post("/staff/network/board/add/", {**BOARD, "icon": "no-such"}).status_code == 200
    assert not Board.objects.exists()


def test_staff_list_and_unlist_members(staff):
    board, member = make_board("closed"), make_member()
    staff.post("/staff/network/listing/add/", {"board": board.pk, "member": member.pk})
    listing = Listing.objects.get()
    assert member in board.readers()
    staff.post(f"/staff/network/listing/{listing.pk}/delete/", {"post": "yes"})
    assert not Listing.objects.exists()
    board.stream.refresh_from_db()
    assert board.stream.last_seq == 2
