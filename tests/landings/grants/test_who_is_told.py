"""Of each thing that happens to money: who hears of it in what words, for whom it waits, and who is left alone."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.utils import translation

from landings.grants import actions
from landings.grants.models import Claim
from landings.placements import actions as placements
from network.desk import actions as desk
from network.desk.models import WorkItem
from realtime.jobs import queue
from realtime.notices import Notice
from tests.factories.desk import on_desk
from tests.factories.landings_grants import NOW, founder_of, make_claim, make_grant, payer_of
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import join


@pytest.fixture(scope="module")
def drawn(module_transaction):
    """Everybody who stands near a grant; two who run the programme are of the firm, and may do nothing with money."""
    grant = make_grant(amount=300_000)
    landing = grant.landing
    programme = landing.programme
    people = {
        "awarder": grant.awarded_by,
        "officer": make_officer(programme),
        "finance": payer_of(landing),
        "founder": founder_of(landing),
        "colleague": make_member(),
        "officer of the firm": make_officer(programme),
        "finance of the firm": make_officer(programme, make_member(), role="finance"),
        "reviewer": make_officer(programme, role="reviewer"),
        "host": make_member(),
        "stranger": make_member(),
    }
    for name in ("colleague", "officer of the firm", "finance of the firm"):
        join(landing.firm, people[name])
    join(landing.host, people["host"], role="owner")
    queue.run_all()
    return SimpleNamespace(grant=grant, people=people, firm=landing.firm.name, site=landing.site.name)


@pytest.fixture
def drawing(drawn, db):
    return deepcopy(drawn)


FIRM = {"founder", "colleague", "officer of the firm", "finance of the firm"}
OFFICERS = {"awarder", "officer"}


def heard_since(drawing, pk):
    """Who was told after that notice, and the one sentence that each was told."""
    queue.run_all()
    names = {member.pk: name for name, member in drawing.people.items()}
    told = {}
    for notice in Notice.objects.filter(pk__gt=pk).order_by("pk"):
        assert names[notice.recipient] not in told
        told[names[notice.recipient]] = notice.sentence.replace(drawing.firm, "FIRM")
    return told


def claimed(drawing, costs=(50_000,), by="founder"):
    claim = make_claim(drawing.grant, costs=list(costs), submitted=False)
    return actions.submit_claim(claim.pk, is_final=False, by=drawing.people[by], now=NOW)


def approved(drawing, by="awarder"):
    claim = claimed(drawing)
    return actions.approve_claim(claim.pk, by=drawing.people[by], now=NOW)


def advance_of(drawing):
    return actions.approve_advance(drawing.grant.pk, trigger="signature", by=drawing.people["awarder"], now=NOW)


def step(prepare, act):
    """What is told of `act` alone, after what leads to it."""

    def told(drawing):
        made = prepare(drawing)
        queue.run_all()
        before = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        act(drawing, made)
        return heard_since(drawing, before)

    return told


def by(drawing, name):
    return {"by": drawing.people[name], "now": NOW}


TOLD = {
    "an advance is approved": (
        step(lambda d: None, lambda d, _: advance_of(d)),
        {"finance": "The advance of FIRM is approved: CA$1,500.00 to be paid"},
    ),
    "an advance is paid": (
        step(advance_of, lambda d, made: actions.pay_advance(made.pk, reference="W", **by(d, "finance"))),
        dict.fromkeys(FIRM, "An advance of CA$1,500.00 has been paid to you"),
    ),
    "an advance is sent back": (
        step(advance_of, lambda d, made: actions.send_back_advance(made.pk, reason="No", **by(d, "finance"))),
        dict.fromkeys(OFFICERS, "Finance sent the advance of FIRM back: look again"),
    ),
    "an advance comes back": (
        step(
            lambda d: actions.pay_advance(advance_of(d).pk, reference="W", **by(d, "finance")),
            lambda d, _: actions.record_return(d.grant.pk, amount=1, reference="R", **by(d, "finance")),
        ),
        {},
    ),
    "a claim is begun": (
        step(lambda d: None, lambda d, _: make_claim(d.grant, submitted=False)),
        {},
    ),
    "a claim is sent in": (
        step(lambda d: None, lambda d, _: claimed(d)),
        dict.fromkeys(OFFICERS, "FIRM sent in claim 1: your decision is wanted"),
    ),
    "changes are wanted": (
        step(claimed, lambda d, made: actions.want_changes(made.pk, what="All", **by(d, "awarder"))),
        dict.fromkeys(FIRM, "Claim 1 needs a change before it can be approved"),
    ),
    "a claim is declined": (
        step(claimed, lambda d, made: actions.decline_claim(made.pk, reason="No", **by(d, "awarder"))),
        dict.fromkeys(FIRM, "Claim 1 was declined"),
    ),
    "a claim is approved": (
        step(claimed, lambda d, made: actions.approve_claim(made.pk, **by(d, "awarder"))),
        {
            **dict.fromkeys(FIRM, "Claim 1 is approved: CA$500.00"),
            "finance": "Claim 1 of FIRM is approved: CA$500.00 to be paid",
        },
    ),
    "a claim is sent back": (
        step(approved, lambda d, made: actions.send_back_claim(made.pk, **by(d, "finance"))),
        dict.fromkeys(OFFICERS, "Finance sent claim 1 of FIRM back: look again"),
    ),
    "a claim is paid": (
        step(approved, lambda d, made: actions.pay_claim(made.pk, reference="W", **by(d, "finance"))),
        dict.fromkeys(FIRM, "Claim 1 is settled: CA$500.00 has been paid to you"),
    ),
}


@pytest.mark.parametrize("what", TOLD)
def test_each_hears_what_concerns_them_in_one_sentence_and_nobody_else_anything(drawing, what):
    told, expected = TOLD[what]
    assert told(drawing) == expected


def test_an_officer_who_sent_the_claim_in_for_the_firm_is_not_asked_to_decide_on_it(drawing):
    """Of the firm then, and left it since: who claims does not decide, whatever they are today."""
    claim = claimed(drawing, by="officer of the firm")
    drawing.grant.landing.firm.memberships.filter(member=drawing.people["officer of the firm"]).delete()
    queue.run_all()
    asked = set(Notice.objects.filter(kind="grants.decide").values_list("recipient", flat=True))
    assert asked == {drawing.people[name].pk for name in OFFICERS}
    with translation.override("en"):
        assert claim.claimant == drawing.people["officer of the firm"]


def test_where_nobody_of_finance_may_pay_another_officer_is_asked(drawing):
    """The programme's one person of finance is of the firm: before, nobody was asked at all."""
    drawing.grant.landing.programme.officers.filter(member=drawing.people["finance"]).delete()
    approved(drawing)
    queue.run_all()
    asked = Notice.objects.filter(kind="grants.pay").values_list("recipient", flat=True)
    assert list(asked) == [drawing.people["officer"].pk]


# What waits on a desk


def desks(drawing):
    """For whom something waits, as the facts have kept it; and it is the truth."""
    assert not desk.mend(now=NOW)
    rows = {name: on_desk(member, NOW) for name, member in drawing.people.items()}
    return {name: [line.replace(drawing.firm, "FIRM") for line in lines] for name, lines in rows.items() if lines}


@pytest.fixture
def settled_desks(drawing):
    desk.mend(now=NOW)
    return drawing


def run(drawing, act):
    act()
    queue.run_all(now=NOW)
    return desks(drawing)


def test_a_claim_waits_for_whoever_can_take_its_next_step(settled_desks):
    d = settled_desks
    quiet = desks(d)
    decide, change, pay = "Decide on claim 1 of FIRM", "Change claim 1 of FIRM", "Pay claim 1 of FIRM"

    def waits_for(people, line):
        return {name: sorted([*quiet.get(name, []), line]) for name in people}

    def more(found):
        return {name: sorted(lines) for name, lines in found.items() if lines != quiet.get(name)}

    claim = claimed(d)
    assert more(run(d, lambda: None)) == waits_for(OFFICERS, decide)
    found = run(d, lambda: actions.want_changes(claim.pk, what="All", **by(d, "awarder")))
    assert more(found) == waits_for(FIRM, change)
    found = run(d, lambda: actions.submit_claim(claim.pk, is_final=True, **by(d, "colleague")))
    assert more(found) == waits_for(OFFICERS, decide)
    found = run(d, lambda: actions.approve_claim(claim.pk, **by(d, "awarder")))
    assert set(more(found)) <= {"finance", "officer"} and "finance" in more(found)
    assert pay in found["finance"]
    found = run(d, lambda: actions.pay_claim(claim.pk, reference="W", **by(d, "finance")))
    assert more(found) == {}


def cancel(drawing):
    placements.cancel(drawing.grant.landing_id, reason="Visa refused", **by(drawing, "awarder"))


def waiting_kinds():
    return sorted(WorkItem.objects.values_list("kind", flat=True))


def test_what_was_to_be_paid_in_advance_waits_for_nobody_once_the_landing_is_cancelled(settled_desks):
    d = settled_desks
    advance = advance_of(d)
    assert "Pay the advance of FIRM" in run(d, lambda: None)["finance"]
    cancel(d)
    found = run(d, lambda: None)
    assert "Pay the advance of FIRM" not in str(found) and "grant.advance" not in waiting_kinds()
    assert not Notice.objects.unread().filter(kind="grants.pay").exists()
    assert not Notice.objects.filter(kind="grants.decide").exists()  # nobody of finance has sent it back
    advance.refresh_from_db()
    assert (advance.state, advance.sent_back_by, advance.sent_back_reason) == (
        "sent_back",
        None,
        "The landing was cancelled.",
    )


def test_a_claim_that_was_handed_back_waits_for_nobody_once_its_grant_is_released(settled_desks):
    d = settled_desks
    claim = claimed(d)
    actions.want_changes(claim.pk, what="All", **by(d, "awarder"))
    assert "Change claim 1 of FIRM" in run(d, lambda: None)["founder"]
    cancel(d)
    assert "Change claim" not in str(run(d, lambda: None))


def test_a_claim_that_was_sent_in_is_declined_by_an_officer_who_is_offered_nothing_else(settled_desks, log_in):
    d = settled_desks
    claim = claimed(d)
    cancel(d)
    assert "Decide on claim 1 of FIRM" in run(d, lambda: None)["officer"]
    client, url = log_in(d.people["officer"]), f"/landings/claims/{claim.pk}/"
    page = client.get(url).content.decode()
    assert f"{url}decline/" in page and "This grant is closed" in page
    assert f"{url}approve/" not in page and f"{url}changes/" not in page
    assert client.post(f"{url}decline/", {"reason": "Cancelled"}).status_code == 302
    assert Claim.objects.get(pk=claim.pk).state == "declined"
    assert "claim 1" not in str(run(d, lambda: None))
