from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from ground.web import page_keys
from ground.web.page_keys import LARGEST

KEYS = st.integers(0, LARGEST)
WORDS = st.text(max_size=60)
READERS = [
    page_keys.number,
    page_keys.name_and_key,
    page_keys.day_and_key,
    page_keys.moment_and_key,
    page_keys.a_day,
    page_keys.a_month,
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0", 0),
        ("17", 17),
        ("007", 7),
        (str(LARGEST), LARGEST),
        (str(LARGEST + 1), None),
        ("9" * 19, None),
        ("9" * 5000, None),
        ("", None),
        (None, None),
        ("-1", None),
        ("+1", None),
        (" 1", None),
        ("1_0", None),
        ("1.0", None),
        ("1e3", None),
        ("²", None),
        ("٣", None),
        ("３", None),
        ("1\n", None),
    ],
)
def test_a_number_is_plain_digits_that_a_row_can_have(text, found):
    assert page_keys.number(text) == found


def test_a_number_may_have_a_bound_of_its_own():
    assert [page_keys.number(text, most=24) for text in ("24", "25", "240")] == [24, None, None]


@given(KEYS)
def test_every_key_is_read_as_it_was_written(key):
    assert page_keys.number(str(key)) == key
    assert page_keys.key_in(RequestFactory().get("/", {"before": key})) == key


@given(st.text(st.characters(exclude_characters="\0"), max_size=200), KEYS)
def test_a_name_is_read_as_it_was_written(name, key):
    assert page_keys.name_and_key(page_keys.behind(name, key)) == (name, key)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), KEYS)
def test_a_day_is_read_as_it_was_written(day, key):
    assert page_keys.day_and_key(page_keys.behind(day, key)) == (day, key)


@given(st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)), KEYS)
def test_a_moment_is_read_as_it_was_written(at, key):
    assert page_keys.moment_and_key(page_keys.behind(at, key)) == (at, key)


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@given(text=WORDS | st.from_regex(r"[0-9T:.+-]{0,40}~?[0-9]{0,30}") | st.integers(0, 6000).map(lambda n: "9" * n))
def test_whatever_else_is_written_means_none_and_fails_nowhere(read, text):
    found = read(text)
    assert found is None or isinstance(found, int | date | tuple)


@pytest.mark.parametrize(
    "text", ["2027-02-30", "2027-13-01", "9999-12-31", "0001-01-01", "2027-3-8", "20270328", "2027-W12-1", "2027-02"]
)
def test_a_day_that_no_calendar_shows_is_none(text):
    assert page_keys.a_day(text) is None
    assert page_keys.day_and_key(f"{text}~1") is None


def test_a_month_begins_with_its_first_day():
    assert [page_keys.a_month(text) for text in ("2027-03", "2027-13", "2027-3", "9999-12", "2027-03-28")] == [
        date(2027, 3, 1),
        None,
        None,
        None,
        None,
    ]


def test_a_moment_beyond_all_calendars_is_none():
    last = datetime.max.replace(tzinfo=UTC)
    assert page_keys.moment_and_key(page_keys.behind(last, 1)) == (last, 1)
    beyond = (last - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) + 1
    assert page_keys.moment_and_key(f"{beyond}~1") is None
