"""As whom a member looks at a landing, for whom they may cancel it, and when an offer is still counted on."""

from copy import deepcopy
from types import SimpleNamespace

import pytest

from landings.placements import rules
from landings.placements.models import Landing
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import NOW, make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join


@pytest.fixture(scope="module")
def drawn(module_transaction):
    landing = make_landing()
    people = {name: make_officer(landing.programme, role=name) for name in ("officer", "finance", "reviewer")}
    people["of_another_programme"] = make_officer(make_programme())
    for name in ("colleague", "keeper", "clerk", "commissioner", "stranger"):
        people[name] = make_member()
    join(landing.firm, people["colleague"])
    join(landing.host, people["keeper"], role="owner")
    join(landing.host, people["clerk"])
    landing.commissioner = people["commissioner"]
    landing.save()
    return SimpleNamespace(landing=landing, people=people)


@pytest.fixture
def drawing(drawn, db):
    return deepcopy(drawn)


@pytest.mark.parametrize(
    ("who", "side", "cancels_for"),
    [
        ("colleague", "firm", "firm"),
        ("officer", "programme", "programme"),
        ("keeper", "host", "host"),
        ("clerk", "host", None),
        ("commissioner", "commissioner", None),
        ("finance", "finance", None),
        ("reviewer", None, None),
        ("of_another_programme", None, None),
        ("stranger", None, None),
    ],
)
def test_each_looks_from_a_side_and_few_may_cancel(drawing, who, side, cancels_for):
    member = drawing.people[who]

    assert rules.side_of(member, drawing.landing) == side
    assert rules.cancelling_side(member, drawing.landing) == cancels_for
    assert rules.may_name_commissioner(member, drawing.landing) is (who == "officer")


def test_who_belongs_to_the_firm_looks_from_there_whatever_else_they_are(drawing):
    for who in ("officer", "keeper", "commissioner"):
        join(drawing.landing.firm, drawing.people[who])
        assert rules.side_of(drawing.people[who], drawing.landing) == "firm"
        assert rules.cancelling_side(drawing.people[who], drawing.landing) == "firm"


@pytest.mark.parametrize(
    ("changed", "counts"),
    [({}, True), ({"returned_at": NOW}, False), ({"closed_at": NOW}, False), ({"cancelled_at": NOW}, False)],
    ids=["standing", "returned", "closed", "cancelled"],
)
def test_an_offer_is_counted_on_while_a_stay_stands_and_is_not_over(drawing, changed, counts):
    Landing.objects.filter(pk=drawing.landing.pk).update(**changed)

    assert rules.counts_on(drawing.landing.offer_id) is counts
    assert not rules.counts_on(drawing.landing.offer_id + 1)
