"""Who may say what of a dealing: who was there, what its kind allows, until it closes where they are."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.places.zones import zone_named
from network.dealings.actions import register
from network.dealings.kinds import Speech
from network.dealings.models import Dealing
from network.dealings.rules import is_open, may_speak_of, speaks_for
from network.members.models import Member
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

SOON = datetime(2026, 5, 10, 12, tzinfo=UTC)


@pytest.fixture
def cast(barters, db):
    """A firm with two people, one of whom was there; a house with one; who bartered with it."""
    founder, colleague, host = make_member(), make_member(), make_member()
    firm = make_organisation("firm", staff=[founder, colleague])
    house = make_organisation("host", staff=[host])
    barters.add(1, {"organisation_id": firm.pk, "member_id": founder.pk}, {"organisation_id": house.pk})
    return {"firm": firm, "house": house, "founder": founder, "colleague": colleague, "host": host}


def may(member, dealing, speech=Speech.RATING, now=SOON):
    return may_speak_of(member, dealing, speech, now=now)


def test_who_was_there_speaks_and_for_a_house_without_a_name_any_of_its_people(cast):
    dealing = register("barter", 1)

    assert [may(cast[who], dealing) for who in ("founder", "colleague", "host")] == [True, False, True]
    assert may(make_member(), dealing) is False
    assert [speaks_for(cast[who], dealing).side for who in ("founder", "host")] == [1, 2]


def test_only_what_the_kind_allows_is_said(cast):
    dealing = register("barter", 1)
    assert {speech: may(cast["founder"], dealing, speech) for speech in Speech} == {
        Speech.RECOMMENDATION: False,
        Speech.RATING: True,
        Speech.DISPUTE: False,
    }


def test_who_belongs_to_both_sides_speaks_for_neither(cast):
    dealing = register("barter", 1)
    for who, organisation in (("founder", "house"), ("host", "firm")):
        join(cast[organisation], cast[who])
        assert may(cast[who], dealing) is False


def test_who_left_and_a_closed_house_speak_no_more(cast):
    dealing = register("barter", 1)
    cast["founder"].is_active = False
    cast["house"].closed_at = SOON
    cast["house"].save()

    assert [may(cast[who], dealing) for who in ("founder", "host")] == [False, False]


def test_those_of_either_side_see_it_and_nobody_else(cast):
    dealing = register("barter", 1)
    seen = {who: list(Dealing.objects.visible_to(cast[who])) for who in ("founder", "colleague", "host")}
    assert seen == {"founder": [dealing], "colleague": [dealing], "host": [dealing]}
    assert list(Dealing.objects.visible_to(make_member())) == []


@given(
    st.sampled_from(["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Toronto", "Asia/Kathmandu"]),
    st.datetimes(datetime(2026, 6, 1), datetime(2026, 6, 6), timezones=st.just(UTC)),
)
def test_it_is_open_until_the_day_on_which_it_closes_begins_where_the_member_is(zone, now):
    closes_on = datetime(2026, 6, 3).date()
    dealing = Dealing(kind="barter", subject=1, happened_on=closes_on - timedelta(days=30), closes_on=closes_on)
    midnight = datetime(2026, 6, 3, tzinfo=zone_named(zone))
    assert is_open(dealing, Member(time_zone=zone), now=now) is (now < midnight)
