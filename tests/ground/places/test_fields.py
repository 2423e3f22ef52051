"""A form with clocks: what it says at which field, what it asks, and what it keeps."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from ground.places.civil_form import CivilForm
from ground.places.fields import QUARTER, ClockField, DayField
from tests.factories.typed import as_typed

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
AT = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)  # the second 02:30 in Amsterdam


class Span(CivilForm):
    on = DayField()
    starts = ClockField()
    ends = ClockField()

    def __init__(self, *args, zone="Europe/Amsterdam", holds=None, same_is_next=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone, self.holds, self.same_is_next = ZoneInfo(zone), holds, same_is_next
        if holds:
            self.initial.update(on=holds[0].astimezone(self.zone).date(), **self.show_span("starts", "ends"))

    def clean(self):
        said = super().clean()
        self.span = said.get("on") and self.read_span(said["on"], "starts", "ends", same_is_next=self.same_is_next)


def read(on, starts, ends, **more):
    options = {name: more.pop(name) for name in ("zone", "holds", "same_is_next") if name in more}
    form = Span({"on": str(on), "starts": starts, "ends": ends, **more}, **options)
    return form if form.errors else tuple(f"{at:%d %H:%M}" for at in form.span)


def said_by(form):
    return {name: [text.replace("\u202f", " ") for text in said] for name, said in form.errors.items()}


def test_a_clock_that_never_comes_is_refused_at_its_field_with_the_two_nearest():
    said = "On March 28, 2027 the clock is turned forward past 2:30 AM. The nearest are 1:59 AM and 3:00 AM."
    assert said_by(read(SPRING, "02:30", "03:15")) == {"starts": [said]}
    assert said_by(read(SPRING, "01:00", "02:30")) == {"ends": [said]}
    assert list(said_by(read(SPRING, "02:30", "02:45"))) == ["starts", "ends"]


def test_the_nearest_may_be_on_the_day_before():
    [said] = said_by(read("2027-04-30", "00:30", "02:00", zone="Africa/Cairo"))["starts"]
    assert said.endswith("The nearest are 11:59 PM (April 29, 2027) and 1:00 AM.")


def test_a_clock_that_comes_twice_is_asked_for_at_its_field_and_the_answer_is_kept():
    form = read(AUTUMN, "02:30", "05:00")
    said = "On October 31, 2027 the clock is turned back, so 2:30 AM comes twice. Choose which one you mean."
    assert said_by(form) == {"starts": [said]}
    drawn = form["starts"].as_widget()
    assert 'value="02:30"' in drawn
    assert '<option value="0">The first time (CEST)</option><option value="1">The second time (CET)</option>' in drawn
    assert read(AUTUMN, "02:30", "05:00", starts_which="0") == ("31 00:30", "31 04:00")
    assert read(AUTUMN, "02:30", "05:00", starts_which="1") == ("31 01:30", "31 04:00")


def test_an_end_in_the_night_after_is_asked_for_with_the_clocks_of_that_night():
    form = read("2027-10-30", "23:00", "02:30")
    assert list(said_by(form)) == ["ends"]
    assert "The second time (CET)" in form["ends"].as_widget()
    assert read("2027-10-30", "23:00", "02:30", ends_which="1") == ("30 21:00", "31 01:30")


def test_an_answer_is_still_drawn_when_another_field_is_wrong():
    form = Span({"on": str(AUTUMN), "starts": "02:30", "ends": "25:00", "starts_which": "1"})
    assert list(form.errors) == ["ends"]
    assert '<option value="1" selected>' in form["starts"].as_widget()


def test_nothing_is_asked_where_nothing_is_unclear():
    form = Span({"on": str(SPRING), "starts": "09:00", "ends": "10:00"})
    assert form.is_valid()
    assert "select" not in form["starts"].as_widget()


@pytest.mark.parametrize(
    ("starts", "ends", "which", "span"),
    [
        ("01:00", "02:30", {"ends_which": "0"}, ("30 23:00", "31 00:30")),
        ("01:00", "02:30", {"ends_which": "1"}, ("30 23:00", "31 01:30")),
        ("02:45", "02:15", {"starts_which": "0"}, ("31 00:45", "31 01:15")),  # only the second 02:15 comes after
        ("02:45", "02:15", {"starts_which": "1"}, ("31 01:45", "01 01:15")),
        ("02:30", "02:30", {"starts_which": "0"}, ("31 00:30", "31 01:30")),
        ("23:00", "01:00", {}, ("31 22:00", "01 00:00")),
    ],
)
def test_an_end_is_on_the_same_day_where_it_can_be(starts, ends, which, span):
    assert read(AUTUMN, starts, ends, **which) == span


def test_a_night_over_a_clock_turned_forward():
    assert read("2027-03-27", "23:00", "03:00") == ("27 22:00", "28 01:00")
    assert list(said_by(read("2027-03-27", "23:00", "02:30"))) == ["ends"]
    assert read(SPRING, "03:30", "02:30") == ("28 01:30", "29 00:30")


def test_half_hours_are_asked_for_too():
    assert list(said_by(read("2027-04-04", "01:45", "03:00", zone="Australia/Lord_Howe"))) == ["starts"]
    assert list(said_by(read("2027-10-03", "02:15", "03:00", zone="Australia/Lord_Howe"))) == ["starts"]


@pytest.mark.parametrize("length", [timedelta(minutes=15), timedelta(hours=1), timedelta(days=2, hours=1)])
@pytest.mark.parametrize("more", [timedelta(), timedelta(seconds=7, microseconds=5)])
def test_what_was_left_as_it_was_shown_means_the_same_moments(length, more):
    holds = (AT + more, AT + more + length)
    form = Span(as_typed(Span(holds=holds)), holds=holds)
    assert (form.is_valid(), form.span) == (True, holds)


def test_an_answer_left_out_leaves_what_was_meant():
    holds = (AT, AT + timedelta(minutes=45))
    assert read(AUTUMN, "02:30", "03:15", holds=holds) == ("31 01:30", "31 02:15")


def test_the_other_of_the_two_is_a_change():
    holds = (AT, AT + timedelta(minutes=45))
    typed = as_typed(Span(holds=holds))
    assert typed["starts_which"] == "1"
    form = Span({**typed, "starts_which": "0"}, holds=holds)
    assert (form.is_valid(), form.span) == (True, (AT - timedelta(hours=1), AT + timedelta(minutes=45)))


@pytest.mark.parametrize("on", ["1969-12-31", "0001-01-01", "2200-01-01", "9999-12-31", "31-10-2027", ""])
def test_days_beyond_all_calendars_are_refused(on):
    assert list(said_by(read(on, "23:30", "00:30", zone="America/Toronto"))) == ["on"]


@pytest.mark.parametrize("clock", ["24:00", "2", "noon", "", "02:30+01:00", "٠٢:٣٠:٦٠"])
def test_what_is_no_clock_is_refused_at_its_field(clock):
    assert list(said_by(read(SPRING, clock, "10:00"))) == ["starts"]


def test_steps_are_counted_from_midnight():
    drawn = ClockField(step=QUARTER).widget.render("starts", "09:10", {})
    assert 'step="900"' in drawn
    assert 'min="00:00"' in drawn


def test_words_are_in_the_readers_language():
    with translation.override("fr"):
        assert "28 mars 2027" in str(read(SPRING, "02:30", "03:15").errors["starts"])


def test_the_question_is_labelled_and_carries_the_error():
    form = read(AUTUMN, "02:30", "05:00")
    drawn = form["starts"].as_widget(attrs={"aria-invalid": "true", "aria-describedby": "id_starts_error"})
    assert '<label for="id_starts_which">Which of the two?</label>' in drawn
    assert (
        '<select name="starts_which" id="id_starts_which" aria-describedby="id_starts_error" aria-invalid="true">'
        in drawn
    )
