"""The pages of a draft: what fits is kept, what does not is said and stays as it was typed, each limit at its edge."""

from copy import deepcopy
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landings.applications import actions, queries
from landings.applications.forms import Budget, Decide, Firm, Offers, Plan, ReviewForm, Where, as_data
from landings.applications.forms.steps import FAR
from landings.applications.models import Application
from landings.applications.queries.completeness import lacks
from landings.programmes.models import Criterion
from tests.factories.landings_applications import NOW, make_application
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.typed import as_typed

TODAY = NOW.date()
ASKING = [{"key": "aid", "field": "state_aid", "operator": "below", "value": {"amount": 1, "currency": "CAD"}}]
ASKING += [{"key": "time", "field": "incubation_months", "operator": "at_least", "value": 3}]
RULES = [{**rule, "reason": "So."} for rule in ASKING]


@pytest.fixture(scope="module")
def drawn(module_transaction):
    programme = make_programme({"rules": RULES}, travellers=2, shortest_stay=5, target_countries=["NL", "JP"])
    make_officer(programme)
    application = make_application(programme, state="draft", answers={"country": "CA"})
    Application.objects.select_related("programme__current").get(pk=application.pk)
    return SimpleNamespace(application=application)


@pytest.fixture
def draft(drawn, db):
    return deepcopy(drawn).application


def filled(form_class, application, **data):
    form = form_class(data, application=application)
    form.is_valid()
    return form


def said(form, name):
    return [str(error) for error in form.errors.get(name, [])]


DAY_AFTER = (timezone.localdate() + FAR).isoformat()
PAST_IT = (timezone.localdate() + FAR + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("name", "typed", "kept", "complaint"),
    [
        ("stay_days", "1", 1, ""),
        ("stay_days", "1000", 1000, ""),
        ("stay_days", "0", None, "From 1 to 1000."),
        ("stay_days", "1001", None, "From 1 to 1000."),
        ("stay_days", "٣٠", 30, ""),
        ("stay_days", "", None, ""),
        ("travellers", "50", 50, ""),
        ("travellers", "51", None, "From 1 to 50."),
        ("travellers", "2½", None, "Write a whole number, such as 1250."),
        ("starts_on", DAY_AFTER, date.fromisoformat(DAY_AFTER), ""),
        ("starts_on", PAST_IT, None, "This is more than three years away."),
        ("starts_on", "0001-01-01", None, "Choose a day from 1970 on."),
        ("starts_on", "9999-12-31", None, "Choose a day before the year 2200."),
        ("starts_on", "2026-02-30", None, "Enter a valid date."),
        ("target_country", "NL", "NL", ""),
        ("target_country", "DE", None, "Select a valid choice. DE is not one of the available choices."),
        ("cities", "a, b,,c , d,e,f,", ["a", "b", "c", "d", "e", "f"], ""),
        ("cities", "a,b,a", ["a", "b"], ""),
        ("cities", "a,b,c,d,e,f,g", None, "Name up to six cities, with commas between."),
        ("cities", "x" * 80, ["x" * 80], ""),
        ("cities", "x" * 81, None, "Name up to six cities, with commas between."),
    ],
)
def test_where_and_when_at_each_edge(draft, name, typed, kept, complaint):
    form = filled(Where, draft, **{name: typed})
    fields = form.kept()["fields"]
    assert (said(form, name)[:1], fields.get(name)) == ([complaint] if complaint else [], kept)
    assert form.misfits() == ({name: typed} if complaint else {})


@pytest.mark.parametrize(
    ("typed", "kept", "complaint"),
    [
        ({"employees": "0"}, {"employees": 0}, ""),
        ({"employees": "1,000,001"}, {}, "This number is too large."),
        ({"revenue": "1.180.000", "currency": "EUR"}, {"revenue": {"amount": 118_000_000, "currency": "EUR"}}, ""),
        ({"revenue": "1500", "currency": "JPY"}, {"revenue": {"amount": 1_500, "currency": "JPY"}}, ""),
        ({"revenue": "15.5", "currency": "JPY"}, {}, "JPY"),
        ({"revenue": "-1", "currency": "CAD"}, {}, "Write an amount of zero or more."),
        ({"state_aid": "99.50", "currency": "CAD"}, {"state_aid": {"amount": 9_950, "currency": "CAD"}}, ""),
        ({"incubation_months": "3"}, {"incubation_months": 3}, ""),
        ({"founded_on": timezone.localdate().isoformat()}, {"founded_on": timezone.localdate().isoformat()}, ""),
        ({"founded_on": DAY_AFTER}, {}, "This day is still to come."),
        ({"country": "ZZ"}, {}, "Select a valid choice."),
    ],
)
def test_the_firms_answers_at_each_edge(draft, typed, kept, complaint):
    form = filled(Firm, draft, **typed)
    name = next(iter(typed))
    answers = form.kept()["answers"]
    assert all(answers[key] == value for key, value in kept.items())
    assert [complaint in one for one in said(form, name)][:1] == ([True] if complaint else [])
    assert (name in answers) is not bool(complaint)


def test_the_form_asks_only_what_a_rule_speaks_of_and_marks_what_it_needs(draft):
    form = Firm(None, application=draft)
    assert form.asked == ["state_aid", "incubation_months"]
    assert [form.fields[name].required for name in ("country", "employees", "revenue", "state_aid")] == [
        *(True, False, False, True)
    ]


def test_what_was_left_empty_is_missing_and_no_error(draft):
    for form_class in (Firm, Where, Plan, Budget):
        form = filled(form_class, draft)
        assert (form.errors, form.misfits()) == ({}, {})


def test_zero_is_an_answer_and_nothing_is_none(draft):
    kept = filled(Firm, draft, employees="0", revenue="0", currency="CAD", incubation_months="").kept()["answers"]
    assert (kept["employees"], kept["revenue"]["amount"], kept["incubation_months"]) == (0, 0, None)


@pytest.mark.parametrize(("typed", "kept"), [("yes", True), ("no", False), ("", None)])
def test_whether_costs_are_committed_is_yes_no_or_not_said(draft, typed, kept):
    assert filled(Plan, draft, already_committed=typed).kept()["fields"]["already_committed"] is kept


def test_a_plan_as_long_as_it_may_be(draft):
    assert filled(Plan, draft, objectives="x" * 4000).errors == {}
    assert said(filled(Plan, draft, objectives="x" * 4001), "objectives") == [
        "Ensure this value has at most 4000 characters (it has 4001)."
    ]


@pytest.mark.parametrize(
    ("typed", "amount", "lines"),
    [
        ({}, None, []),
        ({"category_0": "travel", "amount_0": "1400"}, 140_000, [140_000]),
        (
            {"category_0": "travel", "amount_0": "3999.99", "category_7": "desk", "amount_7": "0.01"},
            400_000,
            [399_999, 1],
        ),
        ({"category_0": "travel", "amount_0": "4000.01"}, 400_000, [400_001]),
        ({"category_0": "travel", "amount_0": "1400", "amount": "900"}, 90_000, [140_000]),
        ({"category_0": "travel", "amount_0": "1400", "amount": "much"}, None, [140_000]),
        ({"category_0": "travel"}, None, [0]),
    ],
)
def test_what_is_asked_for_is_the_total_up_to_the_ceiling_where_nothing_is_said(draft, typed, amount, lines):
    kept = filled(Budget, draft, **typed).kept()
    assert (kept["fields"]["amount"], [line["amount"] for line in kept["budget"]]) == (amount, lines)


def test_an_amount_needs_a_kind_of_cost_that_the_programme_bears(draft):
    assert said(filled(Budget, draft, amount_3="10"), "category_3") == ["Say what kind of cost it is."]
    assert len(said(filled(Budget, draft, category_3="marketing", amount_3="10"), "category_3")) == 2
    draft.programme.currency = draft.currency = "JPY"
    assert "amount_0" in filled(Budget, draft, category_0="travel", amount_0="10.50").errors


def test_one_wrong_line_keeps_all_of_them_as_they_were_typed(draft):
    typed = {"category_0": "travel", "amount_0": "1400", "category_2": "desk", "amount_2": "many"}
    misfits = filled(Budget, draft, **typed).misfits()
    assert {name: text for name, text in misfits.items() if text} == typed


def test_a_zero_byte_is_kept_out_of_what_was_typed(draft):
    form = filled(Where, draft, stay_days="a\x00b")
    assert form.misfits() == {"stay_days": "ab"}


WORDS = st.text(max_size=30) | st.sampled_from(["12", "1,400.50", "2026-05-04", "NL", "yes", "software", "-1", "1e9"])


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_is_typed_is_kept_or_refused_and_comes_back_as_it_was_typed(drawn, db, data):
    application = drawn.application
    form_class = data.draw(st.sampled_from([Firm, Where, Plan, Budget]))
    names = list(form_class(None, application=application).fields)
    typed = data.draw(st.dictionaries(st.sampled_from(names), WORDS, max_size=6))
    form = form_class(as_data(typed, {}), application=application)
    form.is_valid()

    kept, misfits = form.kept(), form.misfits()
    assert set(kept) <= {"fields", "answers", "budget"}
    again = form_class(as_data(form_class.initial_of(application), misfits), application=application)
    again.is_valid()
    assert {name: again.typed(name) for name in form.errors} == {name: form.typed(name) for name in form.errors}
    assert set(form.errors) <= set(again.errors)


def test_a_draft_that_nobody_touches_is_sent_back_as_it_is(draft):
    actions.save_step(
        draft.pk,
        "budget",
        by=draft.applicant,
        fields={"amount": 90_050, "committed_on": date(2026, 1, 2), "already_committed": True},
        answers={"revenue": {"amount": 1_234_50, "currency": "EUR"}, "employees": 3, "founded_on": "2020-02-29"},
        budget=[{"category": "travel", "description": "Train", "amount": 90_050}],
        now=NOW,
    )
    kept = Application.objects.select_related("programme__current", "firm").get(pk=draft.pk)
    for form_class in (Firm, Where, Plan, Budget):
        untouched = form_class(None, application=kept)
        untouched.initial = form_class.initial_of(kept)
        form = form_class(as_data(untouched.initial, as_typed(untouched)), application=kept)
        form.is_valid()
        given = form.kept()
        assert form.errors == {}
        assert {name: getattr(kept, name) for name in given["fields"]} == given["fields"]
        assert {name: kept.answers.get(name) for name in given.get("answers", {})} == given.get("answers", {})
        assert [line["amount"] for line in given.get("budget", [{"amount": 90_050}])] == [90_050]


def test_offers_are_ranked_among_those_that_fit_the_plan(draft):
    inside, edge = make_offer(), make_offer(ends_on=date(2026, 5, 5), shortest_stay=10, longest_stay=10)
    ranked = make_offer(make_site(country="DE"))
    draft.preferred.create(offer=ranked, rank=1)
    for unfit in (
        {"starts_on": date(2026, 5, 14)},
        {"ends_on": date(2026, 5, 4)},
        {"shortest_stay": 11},
        {"longest_stay": 9},
        {"paused_at": NOW},
        {"programme": make_programme()},
    ):
        make_offer(**unfit)
    shown = queries.offers_for(draft, draft.applicant)
    assert set(shown) == {inside, edge, ranked}

    form = Offers(
        {f"rank_{edge.pk}": "5", f"rank_{inside.pk}": "2", f"rank_{ranked.pk}": ""}, application=draft, offers=shown
    )
    assert form.is_valid()
    assert form.kept()["offers"] == [inside.pk, edge.pk]
    assert Offers({f"rank_{edge.pk}": "6"}, application=draft, offers=shown).is_valid() is False


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stay_days": 4}, ["a stay of 5 to 90 days"]),
        ({"stay_days": 5, "travellers": 2}, []),
        ({"stay_days": 90}, []),
        ({"stay_days": 91, "travellers": 3}, ["a stay of 5 to 90 days", "2 travellers at most"]),
        ({"starts_on": TODAY}, ["a first day that lies ahead"]),
        ({"starts_on": TODAY + timedelta(days=1)}, []),
        (
            {"sectors": [], "amount": 0, "answers": {}},
            ["the country of the firm", "a sector", "the amount you ask for"],
        ),
        ({"typed": {"where": {"stay_days": "long"}}, "stay_days": None}, ["a correction"]),
        ({"typed": {"plan": {"committed_on": "once"}}, "objectives": ""}, ["what you want to achieve", "a correction"]),
    ],
)
def test_what_is_missing_is_named_in_the_order_of_the_pages(draft, fields, words):
    for name, value in fields.items():
        setattr(draft, name, value)
    assert [str(lack.words) for lack in lacks(draft, TODAY)] == words


def test_a_review_needs_points_and_words_for_each_line():
    criteria = [Criterion(key=key, label=key.title(), programme=None) for key in ("plan", "team")]
    for line in criteria:
        line._state.fields_cache["programme"] = SimpleNamespace(translations={})
    whole = {
        "points_plan": "5",
        "words_plan": "Clear.",
        "points_team": "1",
        "words_team": "One.",
        "recommendation": "refuse",
    }
    form = ReviewForm(whole, criteria=criteria)
    assert form.is_valid() and form.scores() == {"plan": (5, "Clear."), "team": (1, "One.")}
    for name, wrong in (("points_plan", "6"), ("points_team", "0"), ("words_team", " "), ("recommendation", "maybe")):
        assert list(ReviewForm({**whole, name: wrong}, criteria=criteria).errors) == [name]


def test_who_is_referred_elsewhere_is_told_where():
    said_so = {"outcome": "referred", "reasons": "Too large.", "seen": "submitted"}
    assert Decide(said_so).errors["referral"] == ["Say where the firm should go instead."]
    assert Decide({**said_so, "referral": "The bank."}).is_valid()
    assert Decide({**said_so, "outcome": "refused"}).is_valid()
