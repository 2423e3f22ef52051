"""The calendar's own part, with a source that no area has: tides."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.calendar import registry
from network.calendar.models import CalendarFeed
from network.calendar.registry import CalendarSource, Entry
from tests.events.pages import assert_hidden, text_of
from tests.factories.calendar import address_of, events_at
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
CALENDAR, REVOKE = reverse("network:calendar"), reverse("network:revoke-calendar-feed")


@pytest.fixture
def tides(monkeypatch):
    """A source that gives each member the tide at their door: a list of entries that a test may change."""
    now, rows = timezone.now(), []
    monkeypatch.setattr(registry, "_sources", {})
    registry.register(CalendarSource("tides", lambda member: [entry for pk, entry in rows if pk == member.pk]))
    member = make_member()
    high = {"uid": "tide-1", "summary": "High water", "changed_at": now, "zone": "America/Halifax"}
    rows.append((member.pk, Entry(**high, starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2))))
    return member, rows


def test_a_source_gives_each_member_their_own_and_its_name_is_taken_once(tides, log_in):
    member, [(_, entry)] = tides
    assert registry.entries_of(member) == [entry]
    assert list(events_at(address_of(log_in(member)))) == ["tide-1"]
    assert events_at(address_of(log_in(make_member()))) == {}
    with pytest.raises(ValueError, match="two sources"):
        registry.register(CalendarSource("tides", lambda member: []))


def test_sources_are_asked_one_after_the_other_and_days_stand_among_hours(tides, log_in):
    member, _rows = tides
    day = Entry(uid="neap", summary="Neap tide", on=timezone.now().date(), changed_at=timezone.now(), cancelled=True)
    registry.register(CalendarSource("moons", lambda member: [day]))
    found = events_at(address_of(log_in(member)))
    assert {uid: str(event["status"]) for uid, event in found.items()} == {"neap": "CANCELLED", "tide-1": "CONFIRMED"}
    page = text_of(log_in(member).get(CALENDAR))
    assert "High water" in page
    assert "Neap tide" in page


def test_the_secret_is_kept_as_a_hash_and_shown_once(tides, log_in):
    client = log_in(tides[0])
    secret = address_of(client).removeprefix("/calendar/").removesuffix(".ics")
    assert len(secret) == 43
    stored = CalendarFeed.objects.values_list("secret_hash", flat=True).get()
    assert secret not in stored
    assert secret not in text_of(client.get(CALENDAR))


def test_a_new_address_ends_the_old_one_and_switching_off_ends_all(tides, log_in):
    client = log_in(tides[0])
    old = address_of(client)
    new = address_of(client)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    for _ in range(2):
        client.post(REVOKE)
    assert_hidden(Client(), new, "/calendar/" + "x" * 43 + ".ics")


def test_who_left_has_no_feed(tides, log_in):
    member, _rows = tides
    address = address_of(log_in(member))
    member.is_active = False
    member.save()
    assert Client().get(address).status_code == 404


def test_the_answer_with_the_secret_is_kept_nowhere(log_in):
    answer = log_in(make_member()).post(reverse("network:renew-calendar-feed"))
    assert answer["Cache-Control"] == "no-store"


def test_the_page_says_whether_a_calendar_still_asks(tides, log_in):
    client = log_in(tides[0])
    assert "Make my secret address" in text_of(client.get(CALENDAR))
    address = address_of(client)
    assert "No calendar has asked yet" in text_of(client.get(CALENDAR))
    Client().get(address)
    page = text_of(client.get(CALENDAR))
    assert "A calendar last asked" in page
    assert "High water" in page


def test_an_empty_calendar_teaches(log_in):
    assert "Nothing ahead" in text_of(log_in(make_member()).get(CALENDAR))


def test_nothing_is_sent_again_while_nothing_changed(tides, log_in):
    member, rows = tides
    address = address_of(log_in(member))
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    rows.clear()
    assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200
