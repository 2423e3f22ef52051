"""What shows bring to search."""

import pytest

from events.lobby.queries import found as finding
from tests.factories import events as made
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def titles(find, member, text):
    return [found.title for found in find(member, text, 5)]


def test_shows_booths_and_sessions_are_found_by_all_of_the_words():
    show = made.make_open_show(name="Harbour Days", headline="Services that travel")
    hall = made.make_hall(show)
    made.make_booth(hall, name="Boreal Maps", headline="Sea charts")
    made.make_session(hall, title="Selling abroad")
    member = make_member()
    assert titles(finding.shows, member, "travel HARBOUR") == ["Harbour Days"]
    assert titles(finding.shows, member, "travel mountain") == []
    assert titles(finding.exhibitors, member, "charts") == ["Boreal Maps"]
    assert titles(finding.sessions, member, "okafor selling") == ["Selling abroad"]


def test_drafts_and_what_is_in_them_are_not_found():
    draft = made.make_draft(name="Harbour Days")
    hall = made.make_hall(draft)
    made.make_booth(hall, name="Harbour Maps")
    made.make_session(hall, title="Harbour talk")
    for find in (finding.shows, finding.exhibitors, finding.sessions):
        assert titles(find, make_member(), "harbour") == []
        assert len(titles(find, made.organiser_of(draft), "harbour")) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mølleholt", "show"),
        ("molleholts", "show"),
        ("上海", "session"),
        ("chart", "booth"),
        ("CAFÉ", "booth"),
        ("cafe", "booth"),
    ],
)
def test_the_words_are_read_as_everywhere(text, found):
    show = made.make_open_show(name="Mølleholt Days")
    hall = made.make_hall(show)
    made.make_booth(hall, name="Café Nord", headline="Sea charts")
    made.make_session(hall, title="我们在上海市")
    member = make_member()
    hits = {
        "show": titles(finding.shows, member, text),
        "booth": titles(finding.exhibitors, member, text),
        "session": titles(finding.sessions, member, text),
    }
    assert [where for where, rows in hits.items() if rows] == [found]
