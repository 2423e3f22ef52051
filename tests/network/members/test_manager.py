"""A member is asked for by key with every request, by a statement worded once: it answers what the ORM answers."""

import pytest

from network.members.models import Member
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


def test_a_member_by_key_is_the_member(django_assert_num_queries):
    ada = make_member(name="Ada", country="PE")
    for _ in range(2):
        with django_assert_num_queries(1):
            found = Member.objects.get(pk=ada.pk)
    plain = Member.objects.filter(pk=ada.pk).get()
    assert {field.attname: getattr(found, field.attname) for field in Member._meta.concrete_fields} == {
        field.attname: getattr(plain, field.attname) for field in Member._meta.concrete_fields
    }


@pytest.mark.parametrize("key", [0, -1, 999_999, 2**70])
def test_whom_there_is_not_is_not_found(key):
    with pytest.raises(Member.DoesNotExist):
        Member.objects.get(pk=key)


def test_a_relation_finds_its_own_alone():
    ada, bob = make_member(), make_member()
    firm = make_organisation(staff=[ada])
    assert firm.members.get(pk=ada.pk) == ada
    with pytest.raises(Member.DoesNotExist):
        firm.members.get(pk=bob.pk)


def test_what_else_is_asked_is_asked_as_ever():
    ada = make_member(name="Ada")
    assert Member.objects.get(name="Ada") == Member.objects.get(pk=str(ada.pk)) == ada
    with pytest.raises(Member.DoesNotExist):
        Member.objects.get(pk=ada.pk, name="Bob")
