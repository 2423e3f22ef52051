"""What two did with each other: on opposite sides, the newest first."""

from datetime import date

import pytest

from network.dealings.actions import register
from network.dealings.queries import dealings_between
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


def subjects(one, other):
    return [dealing.subject for dealing in dealings_between(one, other)]


def test_it_is_found_from_both_ends_by_organisation_and_by_who_was_there(barters):
    firm, founder, contact = make_organisation("firm"), make_member(), make_member()
    mine, theirs = {"organisation_id": firm.pk, "member_id": founder.pk}, {"member_id": contact.pk}
    barters.add(1, mine, theirs)
    barters.add(2, theirs, mine, on=date(2026, 6, 1))
    barters.add(3, mine, {"member_id": make_member().pk})
    for subject in (1, 2, 3):
        register("barter", subject)

    for one, other in ((firm, contact), (contact, firm), (founder, contact), (contact, founder)):
        assert subjects(one, other) == [2, 1]


def test_two_of_one_side_have_no_dealing_with_each_other(barters):
    firm, founder, contact = make_organisation("firm"), make_member(), make_member()
    barters.add(1, {"organisation_id": firm.pk, "member_id": founder.pk}, {"member_id": contact.pk})
    register("barter", 1)

    assert [subjects(firm, founder), subjects(founder, firm), subjects(contact, contact)] == [[], [], []]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_four_queries_however_long(barters, count, django_assert_num_queries):
    one, other = make_member(), make_organisation("host")
    for subject in range(count):
        barters.add(subject, {"member_id": one.pk}, {"organisation_id": other.pk})
        register("barter", subject)

    with django_assert_num_queries(4):
        found = dealings_between(one, other)
        assert [str(party.member or party.organisation) for row in found for party in row.parties.all()] == (
            [str(one), str(other)] * count
        )
