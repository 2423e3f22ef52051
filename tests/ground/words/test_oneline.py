import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from events.shows.models import Hall
from ground.tables import rows
from network.members.models import Member
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["New\nLine", "Kontor staff", "Runа", "\u3164"])
def test_nothing_wrong_is_written_by_whatever_door(name):
    member = make_member(name="Rosa Quispe")
    member.name = name
    for write in (
        lambda: make_member(name=name),
        member.save,
        lambda: Member.objects.bulk_create([Member(email="a@b.example", name=name)]),
        lambda: rows.insert([Member(email="a@b.example", name=name)]),
    ):
        with pytest.raises(ValidationError), transaction.atomic():
            write()
    assert Member.objects.get().name == "Rosa Quispe"


def test_a_row_from_before_the_rule_may_be_changed_elsewhere():
    member = make_member(name="Rosa Quispe")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE network_member SET name = 'Kontor staff' WHERE id = %s", [member.pk])
    member = Member.objects.get()
    member.city = "Lima"
    member.save()
    assert Member.objects.get().city == "Lima"


def test_to_a_migration_it_is_a_plain_column():
    _name, path, _args, options = Hall._meta.get_field("name").deconstruct()
    assert (path, options.get("validators")) == ("django.db.models.CharField", None)
