"""What may be done with a claim, an advance and a landing's books in each of their states, and in what words not."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ground.money.ledger.models import Transfer
from ground.money.ledger.verify import faults
from landings.grants import actions
from landings.grants.models import Advance, Books, Claim, Grant, Kind
from landings.placements.models import Landing
from tests.factories.landings_applications import make_application
from tests.factories.landings_grants import NOW, a_cost, founder_of, make_claim, make_grant, payer_of
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member

CLOSED = "This grant is closed: what was unspent has been released."
NOT_SENT = "This claim has not been submitted yet."
HANDED_BACK = "Changes were asked for: the firm has not sent the claim in again yet."
SENT = "This claim is submitted and waits for the programme, so it cannot be changed now."
APPROVED = "This claim is approved already."
DECLINED = "This claim was declined."
PAID = "This claim was paid already."
CANCELLED = "This landing was cancelled."
OVER = "This landing is closed."


@pytest.fixture(scope="module")
def drawn(module_transaction):
    """A claim in each state, each on a landing of its own; who awards, who pays, and another officer."""
    programme = make_programme()
    officer, other = make_officer(programme), make_officer(programme)
    finance = make_officer(programme, make_member(), role="finance")

    def claim(submitted=True):
        landing = make_landing(make_application(programme, state="accepted"))
        return make_claim(make_grant(landing, officer), submitted=submitted)

    claims = {name: claim() for name in ("changes_wanted", "submitted", "approved", "declined", "paid")}
    claims["draft"] = claim(submitted=False)
    actions.want_changes(claims["changes_wanted"].pk, what="The date", by=officer, now=NOW)
    for name in ("approved", "paid"):
        actions.approve_claim(claims[name].pk, by=officer, now=NOW)
    actions.decline_claim(claims["declined"].pk, reason="Wrong year", by=officer, now=NOW)
    actions.pay_claim(claims["paid"].pk, reference="WIRE-1", by=finance, now=NOW)
    fresh = {name: Claim.objects.select_related("claimant").get(pk=one.pk) for name, one in claims.items()}
    people = SimpleNamespace(claims=fresh, officer=officer, other=other, finance=finance, programme=programme)
    people.advances = {state: advance_in(people, state) for state in ("approved", "paid", "sent_back")}
    return people


def advance_in(people, state):
    """Half of a grant of 3,000.00."""
    grant = make_grant(make_landing(make_application(people.programme, state="accepted")), people.officer)
    advance = actions.approve_advance(grant.pk, trigger="signature", by=people.officer, now=NOW)
    if state == "paid":
        actions.pay_advance(advance.pk, reference="WIRE-1", by=people.finance, now=NOW)
    if state == "sent_back":
        actions.send_back_advance(advance.pk, reason="Wrong account", by=people.finance, now=NOW)
    return advance


@pytest.fixture
def drawing(drawn, db):
    return deepcopy(drawn)


DONE = {
    "add": lambda d, c: actions.add_line(c.pk, cost=a_cost(amount=500), by=c.claimant, now=NOW),
    "drop": lambda d, c: actions.drop_line(c.pk, c.lines.get().pk, by=c.claimant, now=NOW),
    "submit": lambda d, c: actions.submit_claim(c.pk, is_final=False, by=c.claimant, now=NOW),
    "approve": lambda d, c: actions.approve_claim(c.pk, by=d.officer, now=NOW),
    "approve too": lambda d, c: actions.approve_claim(c.pk, by=d.other, now=NOW),
    "want changes": lambda d, c: actions.want_changes(c.pk, what="All", by=d.officer, now=NOW),
    "decline": lambda d, c: actions.decline_claim(c.pk, reason="No", by=d.officer, now=NOW),
    "pay": lambda d, c: actions.pay_claim(c.pk, reference="WIRE-1", by=d.finance, now=NOW),
    "pay anew": lambda d, c: actions.pay_claim(c.pk, reference="WIRE-2", by=d.finance, now=NOW),
    "send back": lambda d, c: actions.send_back_claim(c.pk, by=d.finance, now=NOW),
}
# What each state answers to each: the state that follows, or the words of the refusal.
TABLE = {
    "draft": {
        **dict.fromkeys(DONE, NOT_SENT),
        "add": "draft",
        "drop": "draft",
        "submit": "submitted",
    },
    "changes_wanted": {
        **dict.fromkeys(DONE, HANDED_BACK),
        "add": "changes_wanted",
        "drop": "changes_wanted",
        "submit": "submitted",
    },
    "submitted": {
        **dict.fromkeys(DONE, SENT),
        "submit": "submitted",
        "approve": "approved",
        "approve too": "approved",
        "want changes": "changes_wanted",
        "decline": "declined",
    },
    "approved": {
        **dict.fromkeys(DONE, APPROVED),
        "approve": "approved",
        "pay": "paid",
        "pay anew": "paid",
        "send back": "submitted",
    },
    "declined": dict.fromkeys(DONE, DECLINED),
    "paid": {**dict.fromkeys(DONE, PAID), "pay": "paid"},
}
STATES = [*TABLE]


def kept(claim):
    """All that an action could have changed of a claim, its money and its history."""
    row = Claim.objects.filter(pk=claim.pk).values().get()
    lines = list(claim.lines.order_by("pk").values_list("pk", flat=True))
    return row, lines, Transfer.objects.count(), claim.grant.landing.stream.events.count()


@pytest.mark.parametrize("action", DONE)
@pytest.mark.parametrize("state", STATES)
def test_each_step_of_a_claim_from_each_state(drawing, state, action):
    claim, expected = drawing.claims[state], TABLE[state][action]
    before = kept(claim)
    if expected in STATES:
        DONE[action](drawing, claim)
        assert Claim.objects.get(pk=claim.pk).state == expected
        return
    with pytest.raises(ValidationError) as refusal:
        DONE[action](drawing, claim)
    assert (refusal.value.messages, refusal.value.code) == ([expected], "not_now")
    assert kept(claim) == before


@pytest.mark.parametrize(("state", "action"), [("submitted", "submit"), ("approved", "approve"), ("paid", "pay")])
def test_what_is_done_twice_is_done_and_told_once(drawing, state, action):
    claim = drawing.claims[state]
    before = kept(claim)
    DONE[action](drawing, claim)
    assert kept(claim) == before


SETTLED_STILL = {("approved", "pay"), ("approved", "send back"), ("submitted", "decline"), ("paid", "pay")}
SAID_ALREADY = {("submitted", "submit"), ("approved", "approve")}
BEGUN = [(state, action) for state, row in TABLE.items() for action, after in row.items() if after in STATES]


@pytest.mark.parametrize(("state", "action"), [one for one in BEGUN if one[1] not in ("approve too", "pay anew")])
def test_of_books_that_are_closed_what_is_approved_is_settled_and_nothing_else_begun(drawing, state, action):
    claim = drawing.claims[state]
    Grant.objects.filter(pk=claim.grant_id).update(released_at=NOW)
    if (state, action) in SETTLED_STILL | SAID_ALREADY:
        DONE[action](drawing, claim)
        assert Claim.objects.get(pk=claim.pk).state == TABLE[state][action]
        return
    with pytest.raises(ValidationError) as refusal:
        DONE[action](drawing, claim)
    assert refusal.value.messages == [CLOSED]
    assert Claim.objects.get(pk=claim.pk).state == state


def test_a_claim_is_handed_back_while_the_firm_has_begun_its_next(drawing):
    """Two may be in hand then: the one that waits for the firm goes first, and each is sent in by itself."""
    first = drawing.claims["submitted"]
    second = actions.begin_claim(first.grant_id, by=first.claimant, now=NOW)
    actions.want_changes(first.pk, what="The date", by=drawing.officer, now=NOW)
    assert actions.begin_claim(first.grant_id, by=first.claimant, now=NOW).pk == first.pk
    actions.add_line(second.pk, cost=a_cost(amount=700), by=first.claimant, now=NOW)
    for claim in (second, first):
        actions.submit_claim(claim.pk, is_final=False, by=first.claimant, now=NOW)
    assert [one.state for one in first.grant.claims.all()] == ["submitted", "submitted"]
    assert actions.begin_claim(first.grant_id, by=first.claimant, now=NOW).number == 3


def test_a_claim_changed_by_a_colleague_is_the_colleagues_own(drawing):
    """Whoever sends it in stands for it, and is barred from deciding on it and paying it."""
    claim = drawing.claims["changes_wanted"]
    colleague = make_member()
    claim.grant.landing.firm.memberships.create(member=colleague)
    actions.submit_claim(claim.pk, is_final=True, by=colleague, now=NOW + timedelta(days=1))
    again = Claim.objects.get(pk=claim.pk)
    assert (again.claimant, again.is_final, again.first_submitted_at) == (colleague, True, NOW)


def test_a_claim_sent_back_is_approved_anew_by_another_and_paid_by_who_approved_it_first(drawing):
    """Who approved it is told by its last approval alone."""
    claim = drawing.claims["approved"]
    actions.send_back_claim(claim.pk, by=drawing.finance, now=NOW)
    actions.approve_claim(claim.pk, by=drawing.other, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.pay_claim(claim.pk, reference="W", by=drawing.other, now=NOW)
    assert actions.pay_claim(claim.pk, reference="W", by=drawing.officer, now=NOW).paid_by == drawing.officer
    assert faults() == []


# Advances


@pytest.mark.parametrize(
    ("state", "reference", "expected"),
    [
        ("approved", "WIRE-1", "paid"),
        ("paid", "WIRE-1", "paid"),
        ("paid", "WIRE-2", "This advance was paid already."),
        ("sent_back", "WIRE-1", "This advance was sent back, so it cannot be paid."),
        ("approved", None, "sent_back"),
        ("paid", None, "This advance was paid already."),
        ("sent_back", None, "This advance was sent back, so it cannot be paid."),
    ],
)
def test_an_advance_is_paid_or_sent_back_once(drawing, state, reference, expected):
    advance = drawing.advances[state]
    act = (
        (lambda: actions.pay_advance(advance.pk, reference=reference, by=drawing.finance, now=NOW))
        if reference
        else (lambda: actions.send_back_advance(advance.pk, reason="No", by=drawing.finance, now=NOW))
    )
    before = Transfer.objects.count()
    if expected in ("paid", "sent_back"):
        act()
        assert (Advance.objects.get(pk=advance.pk).state, Transfer.objects.count()) == (
            expected,
            before + (state != expected),
        )
        return
    with pytest.raises(ValidationError) as refusal:
        act()
    assert refusal.value.messages == [expected]
    assert (Advance.objects.get(pk=advance.pk).state, Transfer.objects.count()) == (state, before)


def test_who_approved_an_advance_neither_pays_it_nor_sends_it_back(drawing):
    advance = drawing.advances["approved"]
    with pytest.raises(PermissionDenied):
        actions.send_back_advance(advance.pk, reason="Me", by=drawing.officer, now=NOW)
    assert actions.pay_advance(advance.pk, reference="W", by=drawing.other, now=NOW).paid_by == drawing.other


# A landing's books


WHEN = {
    "placed": {},
    "started": {"started_at": NOW},
    "returned": {"started_at": NOW, "returned_at": NOW},
    "closed": {"started_at": NOW, "returned_at": NOW, "closed_at": NOW},
    "cancelled": {"cancelled_at": NOW},
}


@pytest.mark.parametrize(
    ("state", "award", "close"),
    [
        ("placed", None, "The stay has not begun yet."),
        ("started", None, "The stay has begun, so it cannot be changed this way."),
        ("returned", None, None),
        ("closed", OVER, None),
        ("cancelled", CANCELLED, CANCELLED),
    ],
)
def test_in_which_state_of_a_landing_it_is_awarded_and_closed(drawing, state, award, close):
    landing = make_landing(make_application(drawing.programme, state="accepted"), **WHEN[state])
    for expected, act in (
        (award, lambda: make_grant(landing, drawing.officer)),
        (close, lambda: actions.close_landing(landing.pk, by=drawing.officer, now=NOW)),
    ):
        if expected is None:
            act()
            continue
        with pytest.raises(ValidationError) as refusal:
            act()
        assert (refusal.value.messages, refusal.value.code) == ([expected], "not_now")


@pytest.mark.parametrize(("state", "words"), [("cancelled", CANCELLED), ("closed", OVER)])
def test_nothing_is_advanced_or_claimed_for_a_landing_that_is_over(drawing, state, words):
    grant = make_grant(make_landing(make_application(drawing.programme, state="accepted")), drawing.officer)
    Landing.objects.filter(pk=grant.landing_id).update(**WHEN[state])
    for act in (
        lambda: actions.approve_advance(grant.pk, trigger="signature", by=drawing.officer, now=NOW),
        lambda: actions.begin_claim(grant.pk, by=founder_of(grant.landing), now=NOW),
    ):
        with pytest.raises(ValidationError) as refusal:
            act()
        assert refusal.value.messages == [words]
    assert not (grant.advances.exists() or grant.claims.exists())


def test_nobody_but_an_officer_who_is_not_of_the_firm_closes_the_books(drawing):
    landing = make_landing(make_application(drawing.programme, state="accepted"), **WHEN["returned"])
    insider = make_officer(drawing.programme)
    landing.firm.memberships.create(member=insider)
    for member in (drawing.finance, founder_of(landing), insider, make_member()):
        with pytest.raises(PermissionDenied):
            actions.close_landing(landing.pk, by=member, now=NOW)
    assert Landing.objects.get(pk=landing.pk).state == "returned"


# What is cancelled


def cancelled(claim):
    Landing.objects.filter(pk=claim.grant.landing_id).update(**WHEN["cancelled"])
    return actions.release_cancelled(claim.grant.landing_id, now=NOW)


def balance(grant, kind):
    return Books(grant.fund_year, "CAD", grant.landing).balance(kind)


def test_what_was_approved_before_a_landing_was_cancelled_is_still_paid(drawing):
    claim = drawing.claims["approved"]
    grant = cancelled(claim)
    assert [balance(grant, kind) for kind in (Kind.COMMITMENTS, Kind.CLAIMS_PAYABLE)] == [0, 100_000]
    assert actions.pay_claim(claim.pk, reference="W", by=drawing.finance, now=NOW).state == "paid"
    assert faults() == []


@pytest.mark.parametrize(
    ("now", "goes_to"), [(NOW, Kind.FUND), (datetime(2027, 4, 1, tzinfo=UTC), Kind.RELEASED)], ids=["open", "lapsed"]
)
def test_what_finance_sends_back_of_a_cancelled_landing_does_not_stay_on_closed_books(drawing, now, goes_to):
    claim = drawing.claims["approved"]
    grant = cancelled(claim)
    before = balance(grant, goes_to)
    actions.send_back_claim(claim.pk, by=drawing.finance, now=now)
    assert balance(grant, Kind.COMMITMENTS) == balance(grant, Kind.CLAIMS_PAYABLE) == 0
    assert balance(grant, goes_to) - before == 100_000
    assert faults() == []


def test_the_advance_that_a_claim_of_a_cancelled_landing_used_is_to_be_returned_once_it_is_sent_back(drawing):
    advance = drawing.advances["paid"]
    claim = make_claim(advance.grant, costs=[100_000])
    actions.approve_claim(claim.pk, by=drawing.officer, now=NOW)
    grant = cancelled(claim)
    assert balance(grant, Kind.ADVANCES) == 50_000
    actions.send_back_claim(claim.pk, by=drawing.finance, now=NOW)
    assert balance(grant, Kind.ADVANCES) == 150_000
    actions.record_return(grant.pk, amount=150_000, reference="BACK", by=payer_of(grant.landing), now=NOW)
    assert (balance(grant, Kind.ADVANCES), balance(grant, Kind.RECOVERED)) == (0, 150_000)
    assert faults() == []


@pytest.mark.parametrize(
    ("amount", "reference", "words"),
    [
        (0, "B", "At most CA$1,500.00 of the advance is open."),
        (-1, "B", "At most CA$1,500.00 of the advance is open."),
        (150_001, "B", "At most CA$1,500.00 of the advance is open."),
        (1, "A", "A return with this reference is recorded already."),
        (150_000, "B", None),
        (1, "B", None),
    ],
)
def test_of_an_advance_no_more_is_returned_than_is_open_and_nothing_twice(drawing, amount, reference, words):
    grant = drawing.advances["paid"].grant
    if reference == "A":
        actions.record_return(grant.pk, amount=1, reference="A", by=drawing.finance, now=NOW)
    before = balance(grant, Kind.RECOVERED)
    if words is None:
        actions.record_return(grant.pk, amount=amount, reference=reference, by=drawing.finance, now=NOW)
        assert balance(grant, Kind.RECOVERED) == before + amount
        return
    with pytest.raises(ValidationError) as refusal:
        actions.record_return(grant.pk, amount=amount, reference=reference, by=drawing.finance, now=NOW)
    assert refusal.value.messages == [words]
    assert balance(grant, Kind.RECOVERED) == before


def test_a_claim_whose_share_comes_to_nothing_is_not_said_to_have_used_up_the_grant(drawing):
    """A cent of which the programme bears half, rounded down; three thousand are left of the grant."""
    programme = make_programme(share_borne_percent=50)
    claim = make_claim(make_grant(make_landing(make_application(programme, state="accepted"))), costs=[1])
    with pytest.raises(ValidationError) as refusal:
        actions.approve_claim(claim.pk, by=claim.grant.awarded_by, now=NOW)
    assert refusal.value.messages == ["What the programme bears of these costs comes to nothing."]
    assert Claim.objects.get(pk=claim.pk).state == "submitted"
