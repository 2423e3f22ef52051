"""A database that an earlier release left before the baseline is refused in words, and left as it is."""

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config import baseline

pytestmark = pytest.mark.django_db
LAST = "0016_sealed_pdfs"
SAID = f"This database stands where an earlier release left it, before network {LAST}. Nothing was changed."


def done():
    return set(MigrationRecorder(connection).applied_migrations())


def undo(*names):
    MigrationRecorder.Migration.objects.filter(app="network", name__in=names or earlier()).delete()


def earlier():
    return [name for area, name in done() if area == "network" and name[:4] > "0001"]


@pytest.fixture(params=["its last step is missing", "it has its first step alone"])
def older(request):
    undo(*([LAST] if "last" in request.param else []))
    return done()


def test_one_that_stands_there_or_beyond_is_taken():
    assert baseline.missing(connection) == []
    MigrationRecorder(connection).record_applied("network", "9999_of_a_later_release")
    assert baseline.missing(connection) == []


def test_an_empty_one_is_taken():
    MigrationRecorder.Migration.objects.all().delete()
    assert baseline.missing(connection) == []


@pytest.mark.parametrize("words", [(), ("--plan",), ("network",)], ids=" ".join)
def test_migrate_refuses_one_that_stands_before_it(older, words):
    with pytest.raises(SystemCheckError) as refused:
        call_command("migrate", *words, skip_checks=False)
    assert f"(kontor.E004) {SAID}" in str(refused.value)
    assert f"the last release that has network/migrations/{LAST}.py" in str(refused.value)
    assert done() == older


def test_prepare_refuses_it_too(older):
    with pytest.raises(CommandError) as refused:
        call_command("prepare")
    assert str(refused.value).splitlines()[0] == SAID
    assert done() == older


@pytest.mark.parametrize(
    ("place", "told"),
    [("kontor.sqlite3", "`make demo-reset` makes the demo anew."), ("/srv/its.sqlite3", "Empty that database, then")],
)
def test_whoever_has_the_demo_is_told_how_it_is_made_anew(older, settings, monkeypatch, place, told):
    settings.DEMO, settings.SQLITE = True, True
    monkeypatch.setitem(connection.settings_dict, "NAME", str(settings.VAR_DIR / place))
    assert baseline.refusal(connection)[1].startswith(told)


def test_of_several_areas_each_is_named(older):
    MigrationRecorder.Migration.objects.filter(app="ground", name="0002_ledger").delete()
    assert baseline.missing(connection) == [("ground", "0002_ledger"), ("network", LAST)]


def test_a_database_that_does_not_answer_is_left_to_who_asks_it(monkeypatch):
    def away(connection):
        raise baseline.DatabaseError

    monkeypatch.setattr(baseline, "missing", away)
    assert baseline.is_reached(databases=["default"]) == []


def test_it_is_asked_of_a_database_alone(older):
    assert [found for found in run_checks() if found.id == "kontor.E004"] == []
    assert [found.id for found in run_checks(tags=["database"], databases=["default"])] == ["kontor.E004"]
