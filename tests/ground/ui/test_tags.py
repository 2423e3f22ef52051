from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation

from ground.places.zones import zone_named
from ground.ui import moments

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def render(source, **context):
    return Template("{% load kontor i18n %}" + source).render(Context({"now": NOW, **context}))


def test_icon_is_silent_without_a_label():
    drawn = render('{% icon "bell" %}')

    assert 'aria-hidden="true"' in drawn
    assert "sr" not in drawn


def test_icon_says_its_label():
    assert '<span class="sr">Notices &amp; more</span>' in render('{% icon "bell" label %}', label="Notices & more")


def test_icon_that_points_turns_with_the_script():
    assert 'class="icon flip"' in render('{% icon "arrow-right" %}')


def test_place_is_empty_where_there_is_no_route():
    assert render('{% place "network:nowhere" as url %}[{{ url }}]') == "[]"
    assert render('{% place "front" as url %}[{{ url }}]') == "[/]"


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (timedelta(seconds=-20), "just now"),
        (timedelta(minutes=-3), "3 minutes ago"),
        (timedelta(days=3), "in 3 days"),
        (timedelta(days=-60), "Sep 23, 2026"),
    ],
)
def test_moment_in_words(gap, words):
    assert f">{words}</time>" in render("{% moment at %}", at=NOW + gap)


def test_moment_is_absolute_in_the_readers_zone():
    with timezone.override("America/Vancouver"):
        said = render('{% moment at "clock" %}', at=NOW)

    assert 'datetime="2026-11-22T12:00:00Z"' in said
    assert 'title="Sunday, November 22, 2026, 04:00 PST"' in said
    assert ">4:00\u202fAM</time>" in said


def test_moment_of_another_party_keeps_and_names_its_zone():
    with timezone.override("America/Vancouver"):
        said = render('{% moment at "clock" zone="Europe/Berlin" %}', at=NOW)

    assert 'data-moment-zone="Europe/Berlin"' in said
    assert ">1:00\u202fPM CET</time>" in said


def test_moment_of_nothing_is_nothing():
    assert render("{% moment at %}", at=None) == ""


def test_moment_speaks_the_active_language():
    with translation.override("fr"):
        assert ">il y a 3 minutes</time>" in render("{% moment at %}", at=NOW - timedelta(minutes=3))


def test_day_counts_from_the_readers_today():
    assert ">in 3 days</time>" in render('{% day on "words" %}', on=date(2026, 11, 25))
    assert ">today</time>" in render('{% day on "words" %}', on=date(2026, 11, 22))
    assert ">November 25, 2026</time>" in render("{% day on %}", on=date(2026, 11, 25))


@pytest.mark.parametrize(
    ("minor", "currency", "form", "said"),
    [
        (400000, "CAD", "exact", "CA$4,000.00"),
        (400000, "CAD", "round", "CA$4,000"),
        (400050, "CAD", "round", "CA$4,000.50"),
        (4000, "JPY", "exact", "¥4,000"),
        (4000, "KWD", "exact", "KWD\xa04.000"),
        (2_000_000_000, "USD", "brief", "$20M"),
        (125_000_000, "USD", "brief", "$1.2M"),
        (-5000, "EUR", "exact", "-€50.00"),
        (0, "EUR", "exact", "€0.00"),
        (-5000, "EUR", "signed", "−€50.00"),
        (5000, "EUR", "signed", "+€50.00"),
    ],
)
def test_money_by_its_currency(minor, currency, form, said):
    assert render("{% money minor currency form %}", minor=minor, currency=currency, form=form) == said


def test_money_by_the_readers_language():
    with translation.override("fr"):
        assert render("{% money 400000 'CAD' %}") == "4\u202f000,00\xa0$CA"


def test_money_unknown_is_nothing():
    assert render("{% money minor 'CAD' %}", minor=None) == ""


def test_country_by_name_and_code():
    assert render('{% country "CA" %}') == 'Canada <span class="cc" aria-hidden="true">CA</span>'
    assert '<span class="sr">Canada</span>' in render('{% country "CA" "chip" %}')
    assert render('{% country "" %}') == ""


def test_language_in_the_readers_language():
    with translation.override("es"):
        assert render('{% language_name "fr" %}') == "francés"
    assert render('{% language_name "xx-none" %}') == "xx-none"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Rosa Quispe", "RQ"),
        ("Joost de Wit", "JW"),
        ("فاطمة الزهراء", "فا"),
        ("李小龙", "李"),
        ("Zoë", "Z"),
        ("Éva Ångström", "ÉÅ"),
        ("👩🏽‍🚀 Ada", "A"),
        ("👩🏽‍🚀", "👩🏽‍🚀"),
        ("", "?"),
    ],
)
def test_avatar_initials(name, letters):
    drawn = render("{% avatar subject %}", subject=SimpleNamespace(name=name, pk=1))

    assert f">{letters}</span>" in drawn


def test_avatar_hue_is_the_same_for_the_same_person():
    one, same = SimpleNamespace(name="Rosa", pk=7), SimpleNamespace(name="Rosa Quispe", pk=7)

    assert render("{% avatar a %}", a=one).split(" h")[1][:2] == render("{% avatar a %}", a=same).split(" h")[1][:2]


def test_avatar_escapes_the_name():
    assert "<b>" not in render("{% avatar s label=True %}", s=SimpleNamespace(name='<b>"x" y', pk=1))


class Letter(forms.Form):
    email = forms.EmailField(help_text="Where we write to.")
    note = forms.CharField(widget=forms.Textarea, max_length=400, required=False)
    agree = forms.BooleanField()
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def test_field_binds_label_help_and_error():
    drawn = render("{% field form.email %}", form=Letter({"email": "no"}))

    assert '<label for="id_email">' in drawn
    assert 'aria-describedby="id_email_help id_email_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert drawn.index('id="id_email_help"') < drawn.index('id="id_email_error"') < drawn.index("<input")


def test_field_that_may_be_left_empty_says_so():
    drawn = render("{% field form.note %}", form=Letter())

    assert "(optional)" in drawn
    assert 'data-count="400"' in drawn


def test_field_with_many_inputs_is_a_group():
    drawn = "".join(render("{% field form.kind %}", form=Letter()).split())

    assert "<legend>Kind" in drawn


def test_width_for_a_drawing_stays_between_nothing_and_all():
    assert render("{% percent_of 5 8 %}") == "62.5%"
    assert render("{% percent_of 9 8 %}") == "100%"
    assert render("{% percent_of 1 0 %}") == "0%"


@pytest.mark.parametrize(("hour", "words"), [(0, "2:30 AM CEST"), (1, "2:30 AM CET"), (3, "4:30 AM")])
def test_a_clock_that_comes_twice_names_its_zone_to_its_own_reader_too(hour, words):
    with timezone.override("Europe/Amsterdam"):
        drawn = render('{% moment at "clock" %}', at=datetime(2027, 10, 31, hour, 30, tzinfo=UTC))
    assert f">{words}</time>" in drawn.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("zone", "there", "until", "words"),
    [
        ("Europe/Paris", "Europe/Berlin", None, "Tuesday, March 30, 2027, 2:00 PM CEST"),
        ("Europe/Paris", "America/Toronto", None, "Tuesday, March 30, 2027, 2:00 PM CEST (there: 8:00 AM EDT)"),
        (
            *("Europe/Paris", "Asia/Dubai", timedelta(hours=11)),
            "Tuesday, March 30, 2027, 2:00 PM – Wednesday, March 31, 2027, 1:00 AM CEST "
            "(there: 4:00 PM – Wednesday, March 31, 2027, 3:00 AM UTC+4)",
        ),
        (
            *("Pacific/Auckland", "Europe/Paris", None),
            "Wednesday, March 31, 2027, 1:00 AM NZDT (there: Tuesday, March 30, 2027, 2:00 PM CEST)",
        ),
    ],
)
def test_a_moment_in_words_is_the_readers_with_the_other_partys_beside(zone, there, until, words):
    at = datetime(2027, 3, 30, 12, tzinfo=UTC)
    with timezone.override(zone):
        said = moments.in_words(at, zone_named(there), until and at + until)
    assert said.replace("\u202f", " ") == words


def test_a_time_over_the_turn_of_the_clock_names_both_offsets():
    at = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    said = moments.spoken(at, zone_named("Europe/Amsterdam"), at + timedelta(minutes=45))
    assert said.replace("\u202f", " ") == "Sunday, October 31, 2027, 2:30 AM CEST – 2:15 AM CET"


def test_a_moment_in_words_speaks_the_readers_language():
    with translation.override("fr"), timezone.override("Europe/Paris"):
        said = moments.in_words(datetime(2027, 3, 30, 12, tzinfo=UTC), zone_named("Europe/Paris"))
    assert said.startswith("mardi 30 mars 2027, 14:00 ")
