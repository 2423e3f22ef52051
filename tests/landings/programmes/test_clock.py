"""The decision clock, by hand-counted calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.eligibility.verdicts import judged
from landings.programmes.rules.clock import due_on, earliest_start, is_business_day, latest_day_to_apply
from landings.programmes.rules.vocabulary import WORDS

TEN_BUSINESS = {"days": 10, "calendar": "business", "holidays_of": "CA"}


def test_business_days_leave_out_weekends_and_holidays():
    # Good Friday of 2026 is 3 April; Easter Monday is not a holiday of all Canada.
    assert due_on(date(2026, 3, 30), TEN_BUSINESS) == date(2026, 4, 14)
    assert due_on(date(2026, 3, 30), {"days": 10, "calendar": "business"}) == date(2026, 4, 13)


def test_calendar_days_are_all_days_and_the_clock_stops_while_an_answer_is_owed():
    ten = {"days": 10, "calendar": "calendar"}
    assert due_on(date(2026, 2, 20), ten) == date(2026, 3, 2)
    assert due_on(date(2026, 2, 20), ten, owed_days=3) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("rules", "latest"),
    [
        # 4 May less 14 days is 20 April; the ten business days up to it begin on 7 April.
        ([], date(2026, 4, 6)),
        ([{"field": "lead_time_days", "operator": "at_least", "value": 60}], date(2026, 3, 5)),
        ([{"field": "lead_time_days", "operator": "above", "value": 60}], date(2026, 3, 4)),
        ([{"field": "lead_time_days", "operator": "at_least", "value": 5}], date(2026, 4, 6)),
    ],
)
def test_the_latest_day_leaves_time_for_the_decision_and_for_every_rule(rules, latest):
    document = {"lead_time_days": 14, "decision": {"days": 10, "calendar": "business"}, "rules": rules}
    assert latest_day_to_apply(date(2026, 5, 4), document) == latest


def test_who_applies_on_the_latest_day_is_answered_in_time():
    document = {"lead_time_days": 14, "decision": TEN_BUSINESS, "rules": []}
    for day in range(1, 29):
        start = date(2026, 5, day)
        decided = due_on(latest_day_to_apply(start, document), TEN_BUSINESS)
        assert (start - decided).days >= 14


def test_a_country_without_a_known_calendar_has_no_holidays():
    assert due_on(date(2026, 3, 2), {"days": 1, "calendar": "business", "holidays_of": "AQ"}) == date(2026, 3, 3)


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
LEAD = st.builds(
    lambda operator, days, starts, length: {
        "field": "lead_time_days",
        "operator": operator,
        "value": [days, 400] if operator == "between" else days,
        **({"from": starts.isoformat(), "until": (starts + timedelta(days=length)).isoformat()} if starts else {}),
    },
    st.sampled_from(["at_least", "above", "between"]),
    st.integers(0, 90),
    st.none() | DAYS,
    st.integers(1, 120),
)
DOCUMENTS = st.fixed_dictionaries(
    {
        "lead_time_days": st.integers(0, 30),
        "decision": st.fixed_dictionaries(
            {"days": st.integers(1, 30), "calendar": st.sampled_from(["business", "calendar"])},
            optional={"holidays_of": st.sampled_from(["CA", "NL"])},
        ),
        "rules": st.lists(LEAD, max_size=2),
    }
)


def is_in_time(applied, start, document):
    """By the words of the page alone: decided before the lead time begins, and no rule about it fails that day."""
    decided = due_on(applied, document["decision"]) + timedelta(days=document["lead_time_days"])
    facts = {"lead_time_days": max((start - applied).days, 0)}
    return decided <= start and judged(document["rules"], facts, applied, words=WORDS) != "not_eligible"


@given(DOCUMENTS, DAYS)
def test_the_latest_day_to_apply_is_in_time_and_no_day_after_it(document, start):
    latest = latest_day_to_apply(start, document)

    assert is_in_time(latest, start, document)
    after = (latest + timedelta(days=n) for n in range(1, (start - latest).days + 1))
    assert not any(is_in_time(day, start, document) for day in after)


@given(DOCUMENTS, DAYS)
def test_the_earliest_start_is_in_time_and_no_day_before_it(document, applied):
    first = earliest_start(applied, document)

    assert is_in_time(applied, first, document)
    assert not any(is_in_time(applied, applied + timedelta(days=n), document) for n in range((first - applied).days))


@given(DAYS, st.integers(0, 40), st.integers(1, 20), st.sampled_from(["business", "calendar"]))
def test_each_day_that_an_answer_is_owed_moves_the_clock_and_never_back(sent, owed, days, calendar):
    decision = {"days": days, "calendar": calendar}
    due = [due_on(sent, decision, owed_days=n) for n in range(owed + 1)]

    assert due == sorted(due)
    assert due[-1] == due_on(sent + timedelta(days=owed), decision)
    assert calendar == "calendar" or all(is_business_day(day) for day in due)


@pytest.mark.parametrize(
    ("day", "country", "works"),
    [
        (date(2026, 4, 3), "CA", False),  # Good Friday
        (date(2026, 4, 3), "", True),
        (date(2026, 4, 4), "", False),
        (date(2026, 4, 27), "NL", False),  # King's Day
        (date(2026, 4, 27), "CA", True),
    ],
)
def test_a_business_day_is_neither_of_a_weekend_nor_a_holiday_of_the_country(day, country, works):
    assert is_business_day(day, country) is works
