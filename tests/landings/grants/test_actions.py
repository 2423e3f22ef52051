from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from ground.money import rates
from ground.money.ledger.models import Transfer
from ground.money.ledger.verify import faults
from landings.grants import actions
from landings.grants.facts import AdvancePaid, ClaimApproved, ClaimPaid, GrantAwarded, GrantReleased
from landings.grants.forms import receipt_from
from landings.grants.models import Advance, Books, Claim, Grant, Kind
from landings.placements import actions as placements
from realtime.streams import events_after
from tests.factories.landings_applications import make_application
from tests.factories.landings_grants import (
    NOW,
    a_cost,
    a_pdf,
    a_table,
    founder_of,
    make_claim,
    make_grant,
    payer_of,
)
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join

pytestmark = pytest.mark.django_db
KIND = Kind


def told_by(grant):
    return [event.told for event in events_after(grant.landing.stream_id, 0)]


def balances(grant):
    books = Books(grant.fund_year, grant.currency, grant.landing)
    kinds = (KIND.COMMITMENTS, KIND.ADVANCES, KIND.CLAIMS_PAYABLE, KIND.PAID)
    return [books.balance(kind) for kind in kinds]


def paid_advance(grant):
    advance = actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW)
    return actions.pay_advance(advance.pk, reference="WIRE-1", by=payer_of(grant.landing), now=NOW)


def refused(action, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        action(*args, **kwargs)
    return error.value.code


# The award


def test_an_award_commits_the_money():
    grant = make_grant(amount=300_000)
    assert balances(grant) == [300_000, 0, 0, 0]
    told = told_by(grant)[-1]
    assert isinstance(told, GrantAwarded)
    assert [pk for pk, _digest in told.moves] == list(Transfer.objects.order_by("pk").values_list("pk", flat=True))
    assert faults() == []


def test_the_same_award_twice_is_one():
    grant = make_grant()
    assert make_grant(grant.landing, grant.awarded_by) == grant
    assert refused(make_grant, grant.landing, grant.awarded_by, amount=1) == "not_now"
    assert Transfer.objects.filter(reason="award").count() == 1


@pytest.mark.parametrize("amount", [0, -1, 400_001, 10**15])
def test_an_award_is_above_nothing_and_within_the_ceiling(amount):
    assert refused(make_grant, make_landing(), amount=amount) == "ceiling"
    assert Transfer.objects.count() == 0


def test_the_ceiling_for_a_traveller_counts_too():
    programme = make_programme(traveller_ceiling=150_000)
    landing = make_landing(make_application(programme, state="accepted"))
    assert refused(make_grant, landing, amount=150_001) == "ceiling"
    assert make_grant(landing, amount=150_000).amount == 150_000


def test_a_fund_cannot_be_passed():
    programme = make_programme()
    programme.fund_years.update(amount=500_000)
    first, second = (make_landing(make_application(programme, state="accepted")) for _ in range(2))
    make_grant(first, amount=300_000)
    with pytest.raises(ValidationError, match=r"only CA.2,000.00 left"), transaction.atomic():
        make_grant(second, amount=200_001)
    make_grant(second, amount=200_000)
    assert faults() == []


def test_a_fund_that_grows_or_shrinks_is_taken_over_at_the_next_award():
    programme = make_programme()
    programme.fund_years.update(amount=300_000)
    lands = [make_landing(make_application(programme, state="accepted")) for _ in range(3)]
    make_grant(lands[0], amount=300_000)
    programme.fund_years.update(amount=500_000)
    make_grant(lands[1], amount=150_000)
    programme.fund_years.update(amount=450_000)
    assert refused(make_grant, lands[2], amount=1) == "not_enough"
    assert faults() == []


def test_a_lapsed_fund_gives_nothing():
    landing = make_landing()
    landing.programme.fund_years.update(expires_on=NOW.date())
    assert refused(make_grant, landing) == "lapsed"


def test_who_may_not_award():
    landing = make_landing()
    insider = make_officer(landing.programme)
    join(landing.firm, insider)
    others = [make_member(), founder_of(landing), make_officer(landing.programme, role="finance"), insider]
    for member in (*others, make_officer(make_programme())):
        with pytest.raises(PermissionDenied):
            make_grant(landing, officer=member)
    assert Grant.objects.count() == 0


def test_a_cancelled_landing_gets_no_grant():
    assert refused(make_grant, make_landing(cancelled_at=NOW)) == "not_now"


# The advance


def test_an_advance_is_approved_by_one_and_paid_by_another():
    grant = make_grant(amount=300_000)
    advance = actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW)
    assert (advance.amount, advance.percent, balances(grant)) == (150_000, 50, [150_000, 0, 150_000, 0])
    with pytest.raises(PermissionDenied):
        actions.pay_advance(advance.pk, reference="WIRE-1", by=grant.awarded_by, now=NOW)
    payer = payer_of(grant.landing)
    for _ in range(2):
        actions.pay_advance(advance.pk, reference="WIRE-1", by=payer, now=NOW)
    assert balances(grant) == [150_000, 150_000, 0, 0]
    assert isinstance(told_by(grant)[-1], AdvancePaid)
    assert refused(actions.pay_advance, advance.pk, reference="WIRE-2", by=payer, now=NOW) == "not_now"
    assert faults() == []


def test_the_database_refuses_one_person_doing_both():
    grant = make_grant()
    advance = actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Advance.objects.filter(pk=advance.pk).update(paid_by=grant.awarded_by)


def test_approving_twice_is_once_and_the_plan_is_kept_to():
    grant = make_grant()
    one, two = (actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW) for _ in range(2))
    assert one == two
    for trigger in ("final_claim", "birthday", ""):
        code = refused(actions.approve_advance, grant.pk, trigger=trigger, by=grant.awarded_by, now=NOW)
        assert code == "no_such_step"


def test_an_advance_sent_back_is_undone():
    grant = make_grant(amount=300_000)
    advance = actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW)
    actions.send_back_advance(advance.pk, reason="Wrong account", by=payer_of(grant.landing), now=NOW)
    assert balances(grant) == [300_000, 0, 0, 0]
    again = actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW)
    assert again.pk != advance.pk
    assert faults() == []


# The claim


def test_a_claim_is_settled_by_three_persons_the_advance_first():
    grant = make_grant(amount=300_000)
    paid_advance(grant)
    claim = make_claim(grant, costs=[120_000, 80_000])
    claim = actions.approve_claim(claim.pk, by=grant.awarded_by, now=NOW)
    assert (claim.approved_amount, claim.from_advance, claim.to_pay) == (200_000, 150_000, 50_000)
    assert balances(grant) == [100_000, 0, 200_000, 0]
    with pytest.raises(PermissionDenied):
        actions.pay_claim(claim.pk, reference="WIRE-2", by=grant.awarded_by, now=NOW)
    payer = payer_of(grant.landing)
    for _ in range(2):
        claim = actions.pay_claim(claim.pk, reference="WIRE-2", by=payer, now=NOW)
    assert (claim.state, claim.reference, balances(grant)) == ("paid", "WIRE-2", [100_000, 0, 0, 200_000])
    told = told_by(grant)
    assert isinstance(told[-2], ClaimApproved) and isinstance(told[-1], ClaimPaid)
    assert told[-1].amount == 50_000
    assert faults() == []


def test_a_claim_above_the_grant_is_approved_up_to_it():
    claim = make_claim(make_grant(amount=100_000), costs=[250_000])
    approved = actions.approve_claim(claim.pk, by=claim.grant.awarded_by, now=NOW)
    assert approved.approved_amount == 100_000
    actions.pay_claim(claim.pk, reference="W", by=payer_of(claim.grant.landing), now=NOW)
    more = make_claim(claim.grant, costs=[1_000])
    assert refused(actions.approve_claim, more.pk, by=claim.grant.awarded_by, now=NOW) == "nothing_left"


def test_the_programme_bears_its_share():
    programme = make_programme(share_borne_percent=75)
    grant = make_grant(make_landing(make_application(programme, state="accepted")))
    claim = make_claim(grant, costs=[101, 100])
    assert actions.approve_claim(claim.pk, by=grant.awarded_by, now=NOW).approved_amount == 150


def test_a_cost_in_another_currency_is_converted_at_its_days_rate():
    grant = make_grant()
    claim = actions.begin_claim(grant.pk, by=founder_of(grant.landing), now=NOW)
    cost = a_cost(amount=100_00, currency="EUR", spent_on=date(2026, 5, 10))
    line = actions.add_line(claim.pk, cost=cost, by=founder_of(grant.landing), now=NOW)
    assert line.rate_on == date(2026, 5, 8)
    assert line.converted == round(10_000 * line.rate)
    assert "European Central Bank" in line.rate_source


def test_a_rate_that_is_not_of_the_day_is_used_only_when_the_firm_agrees(monkeypatch, tmp_path):
    """Last month's rate for a receipt of today: the firm is asked, and the line says how old it is."""
    monkeypatch.setattr(rates, "_table", lambda: a_table(tmp_path, date(2026, 4, 9)))
    grant = make_grant()
    founder = founder_of(grant.landing)
    claim = actions.begin_claim(grant.pk, by=founder, now=NOW)
    cost = {"amount": 100_00, "currency": "EUR", "spent_on": date(2026, 5, 10)}
    assert refused(actions.add_line, claim.pk, cost=a_cost(**cost), by=founder, now=NOW) == "old_rate"
    other = a_cost(**cost, rate_of=date(2026, 4, 8))
    assert refused(actions.add_line, claim.pk, cost=other, by=founder, now=NOW) == "old_rate"
    line = actions.add_line(claim.pk, cost=a_cost(**cost, rate_of=date(2026, 4, 9)), by=founder, now=NOW)
    assert (line.converted, line.rate_age, line.has_old_rate) == (150_00, 31, True)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"spent_on": date(2026, 5, 21)}, "future"),
        ({"spent_on": date(2026, 3, 1)}, "early"),
        ({"category": "champagne"}, "category"),
        ({"amount": 0}, "amount"),
        ({"amount": -5}, "amount"),
        ({"currency": "XXX"}, "currency"),
    ],
)
def test_costs_that_are_not_covered(fields, code):
    grant = make_grant()
    founder = founder_of(grant.landing)
    claim = actions.begin_claim(grant.pk, by=founder, now=NOW)
    assert refused(actions.add_line, claim.pk, cost=a_cost(**fields), by=founder, now=NOW) == code
    assert claim.lines.count() == 0


def test_the_same_receipt_is_put_forward_once():
    grant, receipt = make_grant(), receipt_from(a_pdf())
    founder = founder_of(grant.landing)
    claim = actions.begin_claim(grant.pk, by=founder, now=NOW)
    actions.add_line(claim.pk, cost=a_cost(receipt=receipt), by=founder, now=NOW)
    assert refused(actions.add_line, claim.pk, cost=a_cost(receipt=receipt), by=founder, now=NOW) == "twice"
    actions.submit_claim(claim.pk, is_final=False, by=founder, now=NOW)
    actions.decline_claim(claim.pk, reason="Wrong year", by=grant.awarded_by, now=NOW)
    again = actions.begin_claim(grant.pk, by=founder, now=NOW)
    assert actions.add_line(again.pk, cost=a_cost(receipt=receipt), by=founder, now=NOW).pk


def test_one_claim_is_in_hand_at_a_time():
    grant = make_grant()
    founder = founder_of(grant.landing)
    one, two = (actions.begin_claim(grant.pk, by=founder, now=NOW) for _ in range(2))
    assert one == two
    assert refused(actions.submit_claim, one.pk, is_final=False, by=founder, now=NOW) == "empty"
    actions.add_line(one.pk, cost=a_cost(), by=founder, now=NOW)
    for _ in range(2):
        assert actions.submit_claim(one.pk, is_final=True, by=founder, now=NOW).state == "submitted"
    assert actions.begin_claim(grant.pk, by=founder, now=NOW).number == 2


def test_changes_are_asked_for_made_and_sent_in_again():
    claim = make_claim()
    officer, founder = claim.grant.awarded_by, claim.claimant
    actions.want_changes(claim.pk, what="The hotel's receipt is cut off.", by=officer, now=NOW)
    claim.refresh_from_db()
    assert (claim.state, claim.changes_wanted) == ("changes_wanted", "The hotel's receipt is cut off.")
    assert refused(actions.approve_claim, claim.pk, by=officer, now=NOW) == "not_now"
    for _ in range(2):
        actions.drop_line(claim.pk, claim.lines.first().pk if claim.lines.exists() else 0, by=founder, now=NOW)
    actions.add_line(claim.pk, cost=a_cost(amount=90_000), by=founder, now=NOW)
    actions.submit_claim(claim.pk, is_final=False, by=founder, now=NOW)
    assert actions.approve_claim(claim.pk, by=officer, now=NOW).approved_amount == 90_000


def test_a_submitted_claim_is_not_changed():
    claim = make_claim()
    founder, line = claim.claimant, claim.lines.first()
    assert refused(actions.add_line, claim.pk, cost=a_cost(), by=founder, now=NOW) == "not_now"
    assert refused(actions.drop_line, claim.pk, line.pk, by=founder, now=NOW) == "not_now"


def test_a_claim_sent_back_by_finance_is_undone():
    grant = make_grant(amount=300_000)
    paid_advance(grant)
    claim = make_claim(grant, costs=[200_000])
    before = balances(grant)
    actions.approve_claim(claim.pk, by=grant.awarded_by, now=NOW)
    claim = actions.send_back_claim(claim.pk, by=payer_of(grant.landing), now=NOW)
    assert (claim.state, balances(grant)) == ("submitted", before)
    assert faults() == []


def test_nobody_decides_on_what_is_theirs():
    claim = make_claim()
    landing = claim.grant.landing
    make_officer(landing.programme, claim.claimant)
    staff = make_officer(landing.programme)
    join(landing.firm, staff)
    for member in (claim.claimant, staff, make_member(), payer_of(landing)):
        for act, words in (
            (actions.approve_claim, {}),
            (actions.decline_claim, {"reason": "No"}),
            (actions.want_changes, {"what": "All"}),
        ):
            with pytest.raises(PermissionDenied):
                act(claim.pk, by=member, now=NOW, **words)
    with pytest.raises(PermissionDenied):
        actions.begin_claim(claim.grant_id, by=claim.grant.awarded_by, now=NOW)


def test_the_database_refuses_a_claimant_who_approves_or_pays():
    claim = make_claim()
    for change in ({"approved_by": claim.claimant}, {"paid_by": claim.claimant}, {"paid_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(**change)


# The end


def returned(grant):
    type(grant.landing).objects.filter(pk=grant.landing_id).update(started_at=NOW, returned_at=NOW)
    return grant.landing


def test_closing_releases_what_is_unspent():
    grant = make_grant(amount=300_000)
    claim = make_claim(grant, costs=[120_000])
    officer = grant.awarded_by
    assert refused(actions.close_landing, grant.landing_id, by=officer, now=NOW) == "not_now"
    returned(grant)
    assert refused(actions.close_landing, grant.landing_id, by=officer, now=NOW) == "open_claims"
    actions.approve_claim(claim.pk, by=officer, now=NOW)
    assert refused(actions.close_landing, grant.landing_id, by=officer, now=NOW) == "open_claims"
    actions.pay_claim(claim.pk, reference="W", by=payer_of(grant.landing), now=NOW)
    for _ in range(2):
        landing = actions.close_landing(grant.landing_id, by=officer, now=NOW)
    assert (landing.state, balances(grant)) == ("closed", [0, 0, 0, 120_000])
    released = next(told for told in told_by(grant) if isinstance(told, GrantReleased))
    assert released.amount == 180_000
    assert Books(grant.fund_year, "CAD").balance(KIND.FUND) == 40_000_000 - 120_000
    assert faults() == []


def test_an_open_advance_comes_back_before_closing():
    grant = make_grant(amount=300_000)
    paid_advance(grant)
    returned(grant)
    officer, payer = grant.awarded_by, payer_of(grant.landing)
    assert refused(actions.close_landing, grant.landing_id, by=officer, now=NOW) == "open_advance"
    assert refused(actions.record_return, grant.pk, amount=150_001, reference="R", by=payer, now=NOW) == "too_much"
    actions.record_return(grant.pk, amount=150_000, reference="R", by=payer, now=NOW)
    assert refused(actions.record_return, grant.pk, amount=1, reference="R", by=payer, now=NOW) == "twice"
    actions.close_landing(grant.landing_id, by=officer, now=NOW)
    assert faults() == []


def test_after_the_fund_has_lapsed_the_unspent_is_released_for_good():
    grant = make_grant(amount=300_000)
    returned(grant)
    late = datetime(2027, 5, 1, tzinfo=UTC)
    actions.close_landing(grant.landing_id, by=grant.awarded_by, now=late)
    books = Books(grant.fund_year, "CAD")
    assert (books.balance(KIND.RELEASED), books.balance(KIND.FUND)) == (300_000, 39_700_000)


def test_a_cancelled_landing_gives_its_grant_back():
    grant = make_grant(amount=300_000)
    actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW)
    placements.cancel(grant.landing_id, by=grant.awarded_by, reason="Visa refused", now=NOW)
    for _ in range(2):
        actions.release_cancelled(grant.landing_id, now=NOW)
    assert balances(grant) == [0, 0, 0, 0]
    assert Books(grant.fund_year, "CAD").balance(KIND.FUND) == 40_000_000
    assert faults() == []


def test_a_landing_that_stands_keeps_its_grant():
    grant = make_grant()
    assert actions.release_cancelled(grant.landing_id, now=NOW) is None
    assert balances(grant)[0] == grant.amount


def test_a_landing_without_a_grant_is_closed_too():
    landing = make_landing(started_at=NOW, returned_at=NOW)
    officer = make_officer(landing.programme)
    assert actions.close_landing(landing.pk, by=officer, now=NOW).state == "closed"


def test_only_what_the_advance_covers_is_paid_without_a_reference():
    claim = make_claim()
    actions.approve_claim(claim.pk, by=claim.grant.awarded_by, now=NOW)
    with pytest.raises(ValidationError) as refused:
        actions.pay_claim(claim.pk, reference="", by=payer_of(claim.grant.landing), now=NOW)
    assert refused.value.code == "reference"
    claim.refresh_from_db()
    assert claim.state == "approved"
