"""Events that nobody can read any more are shown as such, wherever events are shown: never an error, never a hole."""

import pytest
from django.utils import timezone

from landings.applications import tellings as applications
from landings.matching import tellings as matches
from landings.placements import tellings as landings
from network.forums.models import ThreadFollow
from network.forums.queries import notices_seen, number_at
from network.introductions import tellings as introductions
from network.organisations import tellings as organisations
from realtime.notices import kinds
from realtime.notices.models import Notice
from realtime.streams import Event, facts, timeline
from realtime.streams.facts import CANNOT_BE_READ
from realtime.tellings import facts_on
from tests.factories.forums import make_thread
from tests.factories.introductions import make_introduction
from tests.factories.landings_applications import make_application
from tests.factories.landings_matching import make_match
from tests.factories.landings_placements import make_landing
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db
OURS = [name for name in facts.all_names() if not facts.type_named(name).__module__.startswith("tests.")]
BROKEN = ({}, [], {"landing_id": "x", "post_id": None})


def break_stream(stream):
    """After what is there, one of every fact with a payload that it never had, and one that nobody knows."""
    at = timezone.now()
    made = [
        Event(stream=stream, seq=1000 + number, fact=name, payload=BROKEN[number % 3], at=at, digest="", hash="")
        for number, name in enumerate([*OURS, "nobody.knows"])
    ]
    Event.objects.bulk_create(made)


def cannot_be_read(rows):
    return [row.text for row in rows].count(str(CANNOT_BE_READ))


@pytest.mark.parametrize(
    ("make", "history", "timeline"),
    [
        (make_organisation, organisations.history, organisations.HISTORY),
        (make_introduction, introductions.history, introductions.HISTORY),
        (make_match, matches.history, matches.HISTORY),
        (make_application, lambda one: applications.history(one, inner=True), applications.HISTORY),
    ],
)
def test_a_timeline_shows_each_that_it_might_have_had_as_what_cannot_be_shown(make, history, timeline, monkeypatch):
    monkeypatch.setattr(organisations, "NEWEST", 200)
    living = make()
    before = len(history(living))
    break_stream(living.stream)
    rows = history(living)
    assert cannot_be_read(rows) == len(facts_on(timeline)) + 1 > 7
    assert len(rows) == cannot_be_read(rows) + before


def test_a_firm_does_not_read_what_only_the_programme_could_have():
    application = make_application()
    before = applications.history(application, inner=False)
    break_stream(application.stream)
    assert applications.history(application, inner=False) == before


def test_a_landings_timeline_shows_what_it_would_have_told():
    landing = make_landing()
    break_stream(landing.stream)
    rows = landings.rows(timeline(landing.stream))
    assert cannot_be_read(rows) == len(facts_on(landings.HISTORY)) + 1


def test_the_feed_and_the_tray_leave_it_out(log_in):
    member = make_member()
    thread = make_thread()
    ThreadFollow.objects.create(thread=thread, member=member, level="watch", since=timezone.now())
    break_stream(thread.stream)
    events = Event.objects.filter(stream=thread.stream, seq__gte=1000)
    told = [
        Notice(event=event, recipient=member.pk, kind=kind.name, params={}, path="/forums/", at=event.at)
        for event, kind in zip(events, kinds.all_kinds(), strict=False)
    ]
    Notice.objects.bulk_create(told)
    assert kinds.standing([one for one in told if kinds.kind_named(one.kind).says]) == {}
    assert notices_seen(thread, member, 10) == []
    assert number_at(thread.stream_id, 5000) == 0
    for page in ("/feed/", "/notices/", f"/forums/threads/{thread.pk}/"):
        assert log_in(member).get(page).status_code == 200
