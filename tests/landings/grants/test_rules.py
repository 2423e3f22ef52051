"""Who may do what with a grant: each rule for each of those who stand near it, and nobody else."""

from copy import deepcopy
from types import SimpleNamespace

import pytest

from landings.grants import actions, rules
from tests.factories.landings_grants import NOW, founder_of, make_claim, make_grant, payer_of
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join

PEOPLE = (
    *("awarder", "officer", "finance", "reviewer", "of_another_programme", "founder", "colleague", "host", "stranger"),
    *("officer_of_the_firm", "officer_who_claims"),
)


@pytest.fixture(scope="module")
def drawn(module_transaction):
    grant = make_grant()
    landing = grant.landing
    firms, claiming = make_officer(landing.programme), make_officer(landing.programme)
    join(landing.firm, firms)
    colleague, host = make_member(), make_member()
    join(landing.firm, colleague)
    join(landing.host, host, role="owner")
    people = {
        "awarder": grant.awarded_by,
        "officer": make_officer(landing.programme),
        "finance": payer_of(landing),
        "reviewer": make_officer(landing.programme, role="reviewer"),
        "of_another_programme": make_officer(make_programme()),
        "founder": founder_of(landing),
        "colleague": colleague,
        "host": host,
        "stranger": make_member(),
        "officer_of_the_firm": firms,
        "officer_who_claims": claiming,
    }
    claim = make_claim(grant)
    type(claim).objects.filter(pk=claim.pk).update(claimant=claiming)
    advance = actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW)
    claim.refresh_from_db()
    return SimpleNamespace(landing=landing, claim=claim, advance=advance, people=people)


@pytest.fixture
def drawing(drawn, db):
    return deepcopy(drawn)


OF_THE_FIRM = {"founder", "colleague", "officer_of_the_firm"}
OFFICERS = {"awarder", "officer", "officer_who_claims"}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(
    ("rule", "of", "may"),
    [
        (rules.may_award, "landing", OFFICERS),
        (rules.may_approve, "landing", OFFICERS),
        (rules.may_decide_on, "claim", {"awarder", "officer"}),
        (rules.may_handle_payments, "landing", OFFICERS | {"finance"}),
        (rules.may_pay_claim, "claim", {"awarder", "officer", "finance"}),
        (rules.may_pay_advance, "advance", {"officer", "officer_who_claims", "finance"}),
        (rules.may_claim, "landing", OF_THE_FIRM),
        (rules.belongs_to_firm, "landing", OF_THE_FIRM),
        (rules.may_see_money, "landing", OF_THE_FIRM | OFFICERS | {"finance"}),
    ],
    ids=lambda value: getattr(value, "__name__", value if isinstance(value, str) else ""),
)
def test_who_may(drawing, rule, of, may, who):
    assert rule(drawing.people[who], getattr(drawing, of)) is (who in may)


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_pays_what_they_approved(drawing, who):
    assert not rules.may_pay(drawing.people[who], drawing.landing, drawing.people[who].pk)


@pytest.mark.parametrize("who", sorted(OFFICERS | {"finance"}))
def test_who_leaves_the_programme_may_no_more(drawing, who):
    member = drawing.people[who]
    member_of = drawing.landing.programme.officers.filter(member=member)
    assert member_of.delete()[0]
    assert not rules.may_handle_payments(member, drawing.landing)
    assert not rules.may_see_money(member, drawing.landing)
