"""A dealing is registered once, as its area's rows say; what was missed is made good."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from network.dealings import kinds
from network.dealings.actions import register, register_missing
from network.dealings.models import Dealing, Party
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


def parties_of(dealing):
    return list(dealing.parties.values_list("side", "organisation_id", "member_id"))


def test_what_the_rows_say_is_kept_between_the_two(barters):
    firm, founder, contact = make_organisation("firm"), make_member(), make_member()
    barters.add(7, {"organisation_id": firm.pk, "member_id": founder.pk}, {"member_id": contact.pk})

    dealing = register("barter", 7)

    assert (dealing.kind, dealing.subject) == ("barter", 7)
    assert (dealing.happened_on, dealing.closes_on) == (date(2026, 5, 4), date(2026, 6, 3))
    assert parties_of(dealing) == [(1, firm.pk, founder.pk), (2, None, contact.pk)]


def test_twice_is_once_and_never_changed(barters):
    one, other = make_member(), make_member()
    barters.add(7, {"member_id": one.pk}, {"member_id": other.pk})
    first = register("barter", 7)
    barters.add(7, {"member_id": other.pk}, {"member_id": one.pk}, on=date(2026, 7, 1))

    assert register("barter", 7) == first

    again = Dealing.objects.get()
    assert again.happened_on == date(2026, 5, 4)
    assert parties_of(again) == [(1, None, one.pk), (2, None, other.pk)]


def test_what_has_not_happened_is_not_registered(barters):
    assert register("barter", 7) is None
    assert not Dealing.objects.exists()


def test_what_was_before_is_registered_by_a_command_once(barters, capsys):
    for subject in (1, 2, 3):
        barters.add(subject, {"member_id": make_member().pk}, {"member_id": make_member().pk})
    register("barter", 2)

    call_command("register_dealings")
    call_command("register_dealings")

    assert capsys.readouterr().out == "Kontor: registered 2 dealings\n"
    assert list(Dealing.objects.order_by("subject").values_list("subject", flat=True)) == [1, 2, 3]
    assert register_missing() == 0


def test_a_kind_is_registered_once(barters):
    with pytest.raises(ValueError, match="barter is a kind of dealing already"):
        kinds.add_kind(barters.kind())


@pytest.mark.parametrize(
    "wrong", [{"side": 3, "member": True}, {"side": 2, "member": False}, {"side": 1, "member": True}]
)
def test_the_database_keeps_two_named_parties(barters, wrong):
    """No third side, nobody at all, and not twice the same."""
    barters.add(7, {"member_id": make_member().pk}, {"member_id": make_member().pk})
    dealing = register("barter", 7)
    dealing.parties.filter(side=2).delete()

    member = make_member() if wrong["member"] else None
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(dealing=dealing, side=wrong["side"], member=member)
