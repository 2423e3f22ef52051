import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from landings.itineraries import actions
from landings.itineraries.live import entries
from landings.itineraries.models import Item
from network.introductions import actions as introductions
from tests.factories.introductions import make_agreed_introduction, sides_of
from tests.factories.landings_itineraries import make_item, plan
from tests.factories.landings_placements import make_landing
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def landing():
    return make_landing()


@pytest.fixture
def founder(landing):
    return landing.application.applicant


def test_it_begins_with_the_journey_and_a_desk_day_for_each_weekday(landing, founder):
    assert actions.begin(landing.pk, by=founder, now=timezone.now()) == 10
    assert actions.begin(landing.pk, by=founder, now=timezone.now()) == 0
    kinds = list(landing.items.order_by("starts_at").values_list("kind", flat=True))
    assert (kinds[0], kinds[-1], kinds.count("desk")) == ("travel", "travel", 8)


def test_a_change_that_is_not_seen_is_not_overwritten(landing, founder):
    item = make_item(landing)
    actions.change(item.pk, plan(title="First"), by=founder, sequence=0, now=timezone.now())
    with pytest.raises(ValidationError) as refused:
        actions.change(item.pk, plan(title="Second"), by=founder, sequence=0, now=timezone.now())
    assert refused.value.code == "stale"
    assert Item.objects.get().title == "First"


def test_the_end_comes_after_the_beginning(landing, founder):
    with pytest.raises(ValidationError):
        make_item(landing, starts="11:00", ends="10:00")


def test_only_firm_and_host_plan(landing):
    with pytest.raises(PermissionDenied):
        make_item(landing, by=make_member())
    manager = make_member()
    landing.host.memberships.create(member=manager, role="staff")
    make_item(landing, by=manager)


def test_agreed_meetings_are_taken_over_once(landing, founder):
    introduction = make_agreed_introduction(founder=founder)
    assert introduction.firm == landing.firm
    when = plan().starts_at
    early = when.replace(year=2026, month=1)
    time = introductions.suggest_time(introduction.pk, by=founder, starts_at=when, minutes=30, now=early)
    other = sides_of(introduction)[1].member
    introductions.accept_time(time.pk, by=other, now=early)
    assert [actions.add_agreed(landing.pk, by=founder, now=early) for _ in range(2)] == [1, 0]
    assert Item.objects.get().meeting_time == time


def test_what_came_of_a_meeting_is_said_by_the_firm_once_it_has_begun(landing, founder):
    item = make_item(landing)
    said = {"met": "yes", "outcome": "They want a pilot."}
    with pytest.raises(PermissionDenied):
        actions.debrief(item.pk, by=founder, now=item.made_at.replace(year=2026, month=1), **said)
    for _ in range(2):
        actions.debrief(item.pk, by=founder, now=item.ends_at, **said)
    facts = list(landing.stream.events.values_list("fact", flat=True))
    assert facts.count("itinerary.debriefed") == 1


def test_a_cancelled_item_stays_in_the_calendar_as_such(landing, founder):
    item = make_item(landing)
    actions.cancel(item.pk, by=founder, now=timezone.now())
    entry = next(entry for entry in entries(founder) if entry.uid == f"itinerary-{item.pk}")
    assert (entry.cancelled, entry.sequence) == (True, 1)
    assert entries(make_member()) == []
