"""Guarantee G14: an amount that a form shows is the same amount when the untouched form is sent.

What `as_typed` writes is tried for every currency in tests/ground/money; here it is every form that shows an amount.
"""

import pytest
from django.conf import settings
from django.utils import translation

from ground.eligibility import values
from ground.money.currencies import DIGITS
from ground.money.typed import as_typed
from landings.applications.forms.budget import Budget
from landings.applications.forms.fields import as_data
from landings.applications.forms.steps import Firm
from landings.grants.forms import AwardForm
from landings.grants.views.finding import _award_words
from landings.hosts.forms.offer import OfferForm
from landings.letters.forms import LetterForm
from landings.letters.models import Letter
from landings.programmes.forms.terms import Terms
from landings.programmes.rules.vocabulary import WORDS
from network.organisations.forms import Page
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer
from tests.factories.landings_letters import make_due_letter
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_programme
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Of each number of decimals: in the house's lists and in none, equal to CLDR's and not.
CURRENCIES = ["JPY", "ISK", "CAD", "LBP", "RSD", "KWD", "IQD", "TND", "CLF", "UYW"]
AMOUNTS = [1, 12_125, 12_500, 125_000, 4_000_000]


def whole_form(form):
    """The form's own fields, as a browser sends them back when nobody touched them."""
    shown = {name: form[name].value() for name in form.fields}
    return as_data({name: value for name, value in shown.items() if value is not None}, {})


@pytest.fixture(params=LANGUAGES)
def language(request):
    with translation.override(request.param):
        yield request.param


def shown_and_read(make):
    """For each currency and amount: what the form made of it reads, once it was shown and sent back."""
    return {(code, minor): make(code, minor) for code in CURRENCIES for minor in AMOUNTS}


THE_SAME = {(code, minor): (code, minor) for code in CURRENCIES for minor in AMOUNTS}


def test_the_currencies_tried_have_each_number_of_decimals():
    assert {DIGITS[code] for code in CURRENCIES} == {0, 2, 3, 4}


def test_the_page_of_an_organisation(language):
    firm = make_organisation()

    def read(code, minor):
        firm.currency, firm.revenue = code, minor
        form = Page(whole_form(Page(instance=firm)), instance=firm)
        assert form.is_valid(), form.errors
        return form.cleaned_data["currency"], form.cleaned_data["revenue"]

    assert shown_and_read(read) == THE_SAME


def test_the_price_of_a_desk(language):
    offer = make_offer()

    def read(code, minor):
        offer.currency, offer.price_per_desk_day = code, minor
        form = OfferForm(whole_form(OfferForm(instance=offer)), instance=offer)
        assert form.is_valid(), form.errors
        return form.page()["currency"], form.page()["price_per_desk_day"]

    assert shown_and_read(read) == THE_SAME


def test_the_ceiling_and_the_rules_of_a_programme(language):
    document = dict(make_programme().current.document)

    def read(code, minor):
        written = {**document, "currency": code, "ceiling": minor}
        form = Terms(whole_form(Terms(document=written)), document=written)
        assert form.is_valid(), form.errors
        limit = {"amount": minor, "currency": code}
        for programmes_own in (code, "CAD"):
            assert values.value_from(values.text_of(limit), "revenue", "below", programmes_own, words=WORDS) == limit
        return code, form.into(written)["ceiling"]

    assert shown_and_read(read) == THE_SAME


def test_the_firm_and_the_budget_of_an_application(language):
    application = make_application(state="draft")
    line = application.budget.create(category="travel", description="Flight", amount=1, position=0)

    def read(code, minor):
        application.answers = {"revenue": {"amount": minor, "currency": code}}
        initial = Firm.initial_of(application)
        form = Firm(as_data(initial, {}), application=application)
        assert form.is_valid(), form.errors
        revenue = form.kept()["answers"]["revenue"]
        assert _budget(application, line, code, minor) == (minor, [minor])
        return revenue["currency"], revenue["amount"]

    assert shown_and_read(read) == THE_SAME


def _budget(application, line, code, minor):
    application.currency, application.amount, line.amount = code, minor, minor
    line.save()
    form = Budget(as_data(Budget.initial_of(application), {}), application=application)
    assert form.is_valid(), form.errors
    kept = form.kept()
    return kept["fields"]["amount"], [row["amount"] for row in kept["budget"]]


def test_the_amount_that_an_award_proposes(language, rf):
    landing = make_landing()
    funds = [{"year": landing.programme.fund_years.get(), "left": 0}]

    def read(code, minor):
        landing.programme.currency, landing.programme.ceiling, landing.application.amount = code, minor, minor
        proposed = _award_words(rf.get("/"), landing, may_award=True)["award_form"]
        sent = {"amount": proposed["amount"].value(), "fund_year": funds[0]["year"].pk}
        form = AwardForm(sent, landing=landing, funds=funds)
        assert form.is_valid(), form.errors
        return code, form.cleaned_data["minor"]

    assert shown_and_read(read) == THE_SAME


def test_the_figures_of_a_letter(language):
    letter = make_due_letter()
    letter = Letter.objects.select_related("landing__programme").get(pk=letter.pk)

    def read(code, minor):
        letter.landing.programme.currency = code
        letter.draft = {"revenue_said": "value", "revenue_value": as_typed(minor, code)}
        form = LetterForm(whole_form(LetterForm(letter=letter)), letter=letter)
        form.is_valid()
        return code, form.cleaned_data["revenue_value"]

    assert shown_and_read(read) == THE_SAME
