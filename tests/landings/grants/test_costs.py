"""Which costs a claim takes: their day at each place's calendar, category and receipt, and what they come to."""

from copy import deepcopy
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from ground.money import rates
from landings.grants import actions
from landings.grants.actions.claims import LINES_AT_MOST
from landings.grants.forms import receipt_from
from landings.grants.models import ClaimLine, Grant
from landings.grants.queries import plan_steps
from tests.factories.landings_applications import make_application
from tests.factories.landings_grants import NOW, a_cost, a_pdf, a_table, make_claim, make_grant, payer_of
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_programme


@pytest.fixture(scope="module")
def drawn(module_transaction):
    claim = make_claim(submitted=False, costs=[])
    return SimpleNamespace(claim=claim, founder=claim.claimant, grant=claim.grant)


@pytest.fixture
def drawing(drawn, db):
    return deepcopy(drawn)


def add(drawing, now=NOW, **cost):
    return actions.add_line(drawing.claim.pk, cost=a_cost(**cost), by=drawing.founder, now=now)


def refused(drawing, **cost):
    with pytest.raises(ValidationError) as refusal:
        add(drawing, **cost)
    assert not drawing.claim.lines.filter(description="The one").exists()
    return refusal.value.code, refusal.value.messages[0]


# The day


def live_in(drawing, firm, site):
    landing = drawing.grant.landing
    type(landing.firm).objects.filter(pk=landing.firm_id).update(time_zone=firm)
    type(landing.site).objects.filter(pk=landing.site_id).update(time_zone=site)


NOT_YET = ("future", "This day has not come yet.")
TOO_EARLY = ("early", "Costs from before the application are not covered.")


@pytest.mark.parametrize(
    ("firm", "site", "now", "day", "comes"),
    [
        # Nine in the morning of the 21st in Auckland is the evening of the 20th in UTC.
        ("Pacific/Auckland", "Europe/Amsterdam", "2026-05-20T21:00", 21, True),
        ("Europe/Amsterdam", "Pacific/Auckland", "2026-05-20T21:00", 21, True),
        ("Pacific/Auckland", "Europe/Amsterdam", "2026-05-20T11:59", 21, False),
        ("Pacific/Auckland", "Europe/Amsterdam", "2026-05-20T12:00", 21, True),
        ("Pacific/Auckland", "Europe/Amsterdam", "2026-05-20T21:00", 22, False),
        # Five in the afternoon of the 20th in Vancouver is the 21st in UTC, which is no place of this landing.
        ("America/Vancouver", "America/Toronto", "2026-05-21T00:00", 20, True),
        ("America/Vancouver", "America/Toronto", "2026-05-21T00:00", 21, False),
        ("America/Vancouver", "America/Toronto", "2026-05-21T04:00", 21, True),
    ],
)
def test_a_day_has_come_once_it_has_at_home_or_where_one_lands(drawing, firm, site, now, day, comes):
    live_in(drawing, firm, site)
    at, spent_on = datetime.fromisoformat(now).replace(tzinfo=UTC), date(2026, 5, day)
    if comes:
        assert add(drawing, now=at, spent_on=spent_on).spent_on == spent_on
    else:
        assert refused(drawing, now=at, spent_on=spent_on, description="The one") == NOT_YET


@pytest.mark.parametrize(
    ("zone", "sent", "day", "covered"),
    [
        ("UTC", "2026-03-02T15:00", date(2026, 3, 2), True),
        ("UTC", "2026-03-02T00:00", date(2026, 3, 1), False),
        # Sent in on the evening of the 1st at home, when it was the 2nd in UTC.
        ("America/Vancouver", "2026-03-02T07:59", date(2026, 3, 1), True),
        ("America/Vancouver", "2026-03-02T08:00", date(2026, 3, 1), False),
        ("America/Vancouver", "2026-03-02T07:59", date(2026, 2, 28), False),
    ],
)
def test_costs_count_from_the_day_on_which_the_application_was_sent_in(drawing, zone, sent, day, covered):
    live_in(drawing, zone, zone)
    application = drawing.grant.landing.application
    submitted_at = datetime.fromisoformat(sent).replace(tzinfo=UTC)
    type(application).objects.filter(pk=application.pk).update(submitted_at=submitted_at)
    if covered:
        assert add(drawing, spent_on=day).spent_on == day
    else:
        assert refused(drawing, spent_on=day, description="The one") == TOO_EARLY


# The category


@pytest.mark.parametrize(
    ("covers", "category", "taken"),
    [(["travel"], "travel", True), (["travel"], "lodging", False), ([], "lodging", True), (["travel"], "", False)],
)
def test_only_what_the_grant_covers_is_taken_and_all_of_it_where_it_names_nothing(drawing, covers, category, taken):
    """As the award had it: what the programme covers since then changes nothing."""
    Grant.objects.filter(pk=drawing.grant.pk).update(cost_categories=covers)
    type(drawing.grant.landing.programme).objects.update(cost_categories=["visa"])
    if taken:
        assert add(drawing, category=category).category == category
    else:
        words = ("category", "This programme does not cover this category.")
        assert refused(drawing, category=category, description="The one") == words


# The receipt


def test_a_claim_takes_sixty_costs_and_then_asks_to_begin_another(drawing):
    first = add(drawing)
    copies = [
        ClaimLine(**{**ClaimLine.objects.filter(pk=first.pk).values().get(), "id": None, "receipt_digest": str(n)})
        for n in range(LINES_AT_MOST - 2)
    ]
    ClaimLine.objects.bulk_create(copies)
    add(drawing)
    assert drawing.claim.lines.count() == LINES_AT_MOST == 60
    words = ("many", "A claim has at most 60 lines: begin another.")
    assert refused(drawing, description="The one") == words


def test_a_receipt_is_known_again_in_another_landing_of_the_firm_but_not_in_another_firms(drawing):
    receipt = receipt_from(a_pdf())
    add(drawing, receipt=receipt, description="Night train")
    landing = drawing.grant.landing
    again = make_application(landing.programme, drawing.founder, landing.firm, state="accepted")
    same = make_claim(make_grant(make_landing(again), drawing.grant.awarded_by), submitted=False, costs=[])
    with pytest.raises(ValidationError, match="put forward already: “Night train” in claim 1"):
        actions.add_line(same.pk, cost=a_cost(receipt=receipt), by=drawing.founder, now=NOW)
    other = make_claim(submitted=False, costs=[])
    assert actions.add_line(other.pk, cost=a_cost(receipt=receipt), by=other.claimant, now=NOW).pk


def test_a_cost_that_was_taken_off_frees_its_receipt_and_its_file_is_gone(drawing, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    receipt = receipt_from(a_pdf())
    line = add(drawing, receipt=receipt)
    with line.receipt.open() as file:
        assert file.read() == receipt.content
    actions.drop_line(drawing.claim.pk, line.pk, by=drawing.founder, now=NOW)
    assert add(drawing, receipt=receipt).pk != line.pk
    assert drawing.claim.lines.count() == 1


def test_a_refused_cost_leaves_no_file_behind(drawing, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    refused(drawing, category="champagne", description="The one")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_line_of_another_claim_is_not_taken_off(drawing):
    """The address names a claim and a line: the line must be of that claim."""
    other = make_claim(submitted=False)
    actions.drop_line(drawing.claim.pk, other.lines.get().pk, by=drawing.founder, now=NOW)
    assert other.lines.count() == 1


# What it comes to


@pytest.fixture
def table(monkeypatch, tmp_path):
    """A euro is 1.10 US dollars, 1.50 Canadian ones."""
    made = a_table(tmp_path, date(2026, 5, 6))
    monkeypatch.setattr(rates, "_table", lambda: made)


@pytest.mark.parametrize(
    ("amount", "currency", "converted", "rate"),
    [
        (1, "EUR", 2, "1.5"),  # the half is rounded up
        (3, "EUR", 5, "1.5"),
        (100, "EUR", 150, "1.5"),
        (1, "USD", 1, "1.363636363636"),
        (99_999_99, "USD", 136_363_62, "1.363636363636"),
        (100_000, "CAD", 100_000, "1"),
    ],
)
def test_a_cost_is_converted_to_the_unit_with_the_half_up(drawing, table, amount, currency, converted, rate):
    line = add(drawing, amount=amount, currency=currency)
    assert (line.converted, line.rate, line.rate_on) == (converted, Decimal(rate), date(2026, 5, 6))
    assert line.rate_source == (rates.SAME if currency == "CAD" else rates.SOURCE)


@pytest.mark.parametrize(
    ("day", "agreed", "words"),
    [
        (13, None, None),
        (14, None, "The newest rate for EUR is of May 6, 2026, 8 days before the receipt. Say whether we may use it."),
        (14, 6, None),
        (14, 13, "The newest rate for EUR is of May 6, 2026, 8 days before the receipt. Say whether we may use it."),
        (5, None, "No rate was published for EUR near that day."),
    ],
)
def test_a_rate_is_of_the_day_for_a_week_and_then_the_firm_is_asked_for_that_very_one(
    drawing, table, day, agreed, words
):
    cost = {"spent_on": date(2026, 5, day), "currency": "EUR", "rate_of": agreed and date(2026, 5, agreed)}
    if words is None:
        assert add(drawing, **cost).rate_age == day - 6
    else:
        assert refused(drawing, **cost, description="The one")[1] == words


@pytest.mark.parametrize(
    ("currency", "share", "costs", "bears"),
    [
        ("JPY", 100, [12_345], 12_345),
        ("JPY", 33, [100, 1], 33),
        ("KWD", 75, [1_001], 750),
        ("CAD", 50, [1, 1, 1], 1),  # the share is of the sum, not of each
        ("CAD", 99, [10_001], 9_900),
        ("CAD", 1, [99], 0),
        ("CAD", 1, [100], 1),
    ],
)
def test_the_share_of_the_whole_claim_is_rounded_down_in_each_currencys_own_unit(currency, share, costs, bears, db):
    programme = make_programme(currency=currency, share_borne_percent=share)
    grant = make_grant(make_landing(make_application(programme, state="accepted")))
    claim = make_claim(grant, costs=[], submitted=False)
    for amount in costs:
        cost = a_cost(amount=amount, currency=currency)
        actions.add_line(claim.pk, cost=cost, by=claim.claimant, now=NOW)
    actions.submit_claim(claim.pk, is_final=False, by=claim.claimant, now=NOW)
    if bears:
        assert actions.approve_claim(claim.pk, by=grant.awarded_by, now=NOW).approved_amount == bears
    else:
        with pytest.raises(ValidationError, match="comes to nothing"):
            actions.approve_claim(claim.pk, by=grant.awarded_by, now=NOW)


def test_a_later_version_of_the_programme_changes_nothing_about_a_grant(drawing):
    """Share, plan, ceiling, categories and the waves of its letters are those of the award, for ever."""
    grant, programme = drawing.grant, drawing.grant.landing.programme
    plan = plan_steps(grant)
    type(programme).objects.filter(pk=programme.pk).update(
        ceiling=1,
        share_borne_percent=10,
        payment_plan=[{"trigger": "letter", "percent": 100}],
        cost_categories=["visa"],
        follow_up_waves=[60],
    )
    add(drawing, amount=100_000)
    actions.submit_claim(drawing.claim.pk, is_final=False, by=drawing.founder, now=NOW)
    assert actions.approve_claim(drawing.claim.pk, by=grant.awarded_by, now=NOW).approved_amount == 100_000
    fresh = Grant.objects.get(pk=grant.pk)
    assert (plan_steps(fresh), fresh.ceiling, fresh.follow_up_waves) == (plan, 400_000, [12])
    advance = actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW)
    assert actions.pay_advance(advance.pk, reference="W", by=payer_of(grant.landing), now=NOW).amount == 150_000


# What may be awarded


@pytest.mark.parametrize(
    ("ceiling", "for_one", "desks", "most"),
    [
        (400_000, None, 3, 400_000),
        (400_000, 150_000, 1, 150_000),
        (400_000, 150_000, 2, 300_000),
        (400_000, 150_000, 3, 400_000),
    ],
)
def test_the_form_the_action_and_the_grant_know_one_ceiling(log_in, db, ceiling, for_one, desks, most):
    programme = make_programme(ceiling=ceiling, traveller_ceiling=for_one)
    programme.fund_years.update(expires_on=date(2099, 1, 1))
    application = make_application(programme, state="accepted", amount=10**9)
    landing = make_landing(application, desks=desks)
    officer = make_grant(make_landing(make_application(programme, state="accepted")), amount=1).awarded_by
    if desks == 2:
        page = log_in(officer).get(f"/landings/{landing.pk}/grant/").content.decode()
        assert 'value="3000"' in page and "At most CA$3,000.00." in page
    with pytest.raises(ValidationError, match=f"at most CA.{most / 100:,.2f}"):
        make_grant(landing, officer, amount=most + 1)
    grant = make_grant(landing, officer, amount=most)
    assert (grant.amount, grant.ceiling) == (most, most)
