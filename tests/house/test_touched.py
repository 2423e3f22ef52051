"""On PostgreSQL runs what the database could answer otherwise: unknown tests, new statements, refusals, commits."""

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models.sql.compiler import SQLCompiler

from network.organisations.models import Organisation
from tests.factories.members import make_member
from tests.plugins import touched
from tests.plugins.touched import ALWAYS, chosen, shape_of

HERE = "tests/network/test_one.py::"


def test_a_test_that_nobody_has_seen_runs():
    assert chosen([f"{HERE}test_new"], {}) == [f"{HERE}test_new"]


def test_a_statement_is_asked_twice_and_not_a_third_time():
    tests = [f"{HERE}test_{number}" for number in range(4)]
    seen = {test: ["one"] for test in tests} | {tests[3]: ["one", "two"]}
    assert chosen(tests, seen) == [tests[0], tests[1], tests[3]]


def test_what_sent_nothing_is_left_out_and_what_was_refused_or_commits_runs():
    tests = [f"{HERE}test_silent", f"{HERE}test_refused", f"{HERE}test_refused_too", f"{HERE}test_refused_again"]
    seen = {test: [ALWAYS] for test in tests} | {tests[0]: []}
    assert chosen(tests, seen) == tests[1:]


@pytest.mark.parametrize("folder", touched.WHOLE)
def test_what_starts_processes_runs_whatever_was_seen(folder):
    assert chosen([f"{folder}test_one.py::test"], {f"{folder}test_one.py::test": []}) == [f"{folder}test_one.py::test"]


def test_the_look_of_pages_is_asked_on_one_database():
    assert chosen([f"{touched.LOOKS[0]}::test_one"], {}) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("SELECT a WHERE b IN (%s, %s)", "SELECT a WHERE b IN (%s, %s, %s)", True),
        ("INSERT INTO a VALUES (%s, %s), (%s, %s)", "INSERT INTO a VALUES (%s, %s), (%s, %s), (%s, %s)", True),
        ('SAVEPOINT "s140_x3"', 'SAVEPOINT "s99_x12"', True),
        ("SELECT a LIMIT 21", "SELECT a LIMIT 2", True),
        ("SELECT a ORDER BY b", "SELECT a ORDER BY c", False),
        ("SELECT a", "lock SELECT a", False),
    ],
)
def test_a_statement_is_told_by_its_shape(one, other, alike):
    assert (shape_of(one) == shape_of(other)) is alike


@pytest.fixture
def seen(monkeypatch):
    monkeypatch.setattr(touched, "_current", found := set())
    monkeypatch.setattr(CursorWrapper, "execute", touched.noting(CursorWrapper.execute))
    monkeypatch.setattr(SQLCompiler, "as_sql", touched.noting_locks(SQLCompiler.as_sql))
    return found


def test_statements_are_seen(db, seen):
    list(Organisation.objects.filter(pk__in=[1, 2, 3]))
    assert ALWAYS not in seen
    assert any(shape.startswith("SELECT") and "network_organisation" in shape for shape in seen)


def test_a_lock_is_seen_on_either_database(db, seen):
    with transaction.atomic():
        list(Organisation.objects.select_for_update())
    assert any(shape.startswith("lock SELECT") for shape in seen)


def test_a_refusal_of_the_database_is_seen(db, seen):
    member = make_member()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(member).objects.create(pk=member.pk, email=member.email)
    assert ALWAYS in seen


def test_a_search_is_seen(seen):
    touched.note("SELECT a FROM b WHERE c MATCH %s")
    assert seen == {ALWAYS}


def test_without_a_directory_of_what_was_touched_every_test_runs(monkeypatch):
    monkeypatch.setattr(touched, "PLACE", "")
    items = ["one", "two"]
    touched.pytest_collection_modifyitems(items)
    assert items == ["one", "two"]
    assert touched.pytest_report_header(None) is None
