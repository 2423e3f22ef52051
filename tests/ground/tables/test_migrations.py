"""Tables made together are those made one by one, and all models are drawn once."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState

from ground.tables.migrations import CreateModels

NAMES = [f"Room{number}" for number in range(8)]


def rooms():
    """Models of which each refers to the one before."""
    before = None
    for name in NAMES:
        fields = [
            ("id", models.BigAutoField(primary_key=True)),
            ("name", models.CharField(max_length=40, db_index=True)),
        ]
        if before:
            fields.append(("inner", models.ForeignKey(f"made.{before}", models.CASCADE, null=True)))
        yield migrations.CreateModel(name=name, fields=fields, options={"unique_together": {("id", "name")}})
        before = name


def together():
    return [CreateModels(list(rooms()))]


def one_by_one():
    return list(rooms())


def migration(operations):
    made = migrations.Migration("0001_initial", "made")
    made.operations = operations
    return made


def apply(operations):
    state = ProjectState()
    assert not state.apps.is_installed("made")  # drawn, as it is where other tables were made before
    with connection.schema_editor() as editor:
        return migration(operations).apply(state, editor)


def unapply(operations):
    with connection.schema_editor() as editor:
        migration(operations).unapply(ProjectState(), editor)


def shape():
    with connection.cursor() as cursor:
        tables = [one.name for one in connection.introspection.get_table_list(cursor) if one.name.startswith("made_")]
        return {table: connection.introspection.get_constraints(cursor, table) for table in tables}


@pytest.fixture
def made(transactional_db):
    """What both ways of making the tables leave behind, and what they leave when they are undone."""
    found = {}
    for way in (together, one_by_one):
        apply(way())
        try:
            found[way] = shape()
        finally:
            unapply(way())
        assert shape() == {}
    return found


def test_they_are_those_made_one_by_one_and_can_be_undone(made):
    assert list(made[together]) == [f"made_{name.lower()}" for name in NAMES]
    assert made[together] == made[one_by_one]


@pytest.mark.parametrize(("way", "times"), [(together, 1), (one_by_one, len(NAMES))])
def test_each_model_is_drawn_once(transactional_db, monkeypatch, way, times):
    drawn = []
    render = ModelState.render
    monkeypatch.setattr(ModelState, "render", lambda self, apps: drawn.append(self.name) or render(self, apps))

    apply(way())
    found = drawn.count(NAMES[0])
    unapply(way())

    assert found == times


def test_it_says_what_it_makes():
    assert CreateModels(list(rooms())[:2]).describe() == "Create the models Room0, Room1"
