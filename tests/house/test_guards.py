import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import IntegrityError, connection

from network.members.models import Member
from tests.factories.members import make_member

GUARDS = {
    "sqlite": ["CREATE TRIGGER kept BEFORE DELETE ON network_member BEGIN SELECT RAISE(ABORT, '100% kept'); END"],
    "postgresql": [
        "CREATE FUNCTION keep() RETURNS trigger AS $$ BEGIN RAISE integrity_constraint_violation; END $$ "
        "LANGUAGE plpgsql",
        "CREATE TRIGGER kept BEFORE DELETE ON network_member FOR EACH ROW EXECUTE FUNCTION keep()",
    ],
}
REMOVAL = {
    "sqlite": ["DROP TRIGGER kept"],
    "postgresql": ["DROP TRIGGER kept ON network_member", "DROP FUNCTION keep"],
}


def execute(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def guard(transactional_db):
    execute(GUARDS[connection.vendor])
    yield
    execute(REMOVAL[connection.vendor])


def test_a_flush_passes_the_guards_and_leaves_them_standing(guard):
    make_member()

    call_command("flush", interactive=False, verbosity=0)

    assert Member.objects.count() == 0
    make_member()
    with pytest.raises(IntegrityError):
        Member.objects.all()._raw_delete(using="default")


def test_a_flush_leaves_the_names_of_models_and_of_what_may_be_done_to_them(transactional_db):
    def names():
        models = ContentType.objects.values_list("pk", "app_label", "model").order_by("pk")
        return list(models), list(Permission.objects.values_list("pk", "codename").order_by("pk"))

    before = names()
    make_member()

    call_command("flush", interactive=False, verbosity=0)

    assert all(before)
    assert names() == before
    assert Member.objects.count() == 0
