"""The decision clock, by hand-counted calendars."""

from datetime import date

import pytest

from landings.programmes.clock import due_on, latest_day_to_apply

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
