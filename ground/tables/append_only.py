"""A constraint that the database keeps by trigger: rows are added, never changed or deleted.

A constraint rather than a migration of its own, because SQLite loses a table's triggers whenever Django remakes the
table; a constraint is made again with it.
"""

from typing import Any, Final

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Model

WORDS: Final = "rows here are added, never changed or deleted"

_POSTGRES: Final = """
CREATE OR REPLACE FUNCTION %(name)s() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%(words)s' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER %(name)s BEFORE UPDATE OR DELETE ON %(table)s FOR EACH ROW EXECUTE FUNCTION %(name)s()
"""
_SQLITE: Final = "CREATE TRIGGER %(name)s BEFORE %(verb)s ON %(table)s BEGIN SELECT RAISE(ABORT, '%(words)s'); END"


class AppendOnly(BaseConstraint):
    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        """Nothing inside CREATE TABLE: the triggers follow when the table has its final name."""
        schema_editor.deferred_sql.extend(self._statements(model, schema_editor))
        return ""

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        return ";".join(str(statement) for statement in self._statements(model, schema_editor))

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        table = schema_editor.quote_name(model._meta.db_table)
        return f"DROP TRIGGER {self.name} ON {table}; DROP FUNCTION {self.name}()"

    def validate(self, model: type[Model], instance: Model, exclude: Any = None, using: str = "default") -> None:
        """A row in hand cannot break it; changing a stored one is refused by the database."""

    def _statements(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> list[Statement]:
        if editor.connection.vendor == "postgresql":
            return [self._statement(_POSTGRES, model, editor, name=self.name)]
        verbs = {verb.upper(): f"{self.name}_{verb}" for verb in _VERBS}
        return [self._statement(_SQLITE, model, editor, name=name, verb=verb) for verb, name in verbs.items()]

    def _statement(self, template: str, model: type[Model], editor: Any, **parts: str) -> Statement:
        return Statement(template, table=Table(model._meta.db_table, editor.quote_name), words=WORDS, **parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AppendOnly) and self.name == other.name

    __hash__ = BaseConstraint.__hash__


def missing_guards(model: type[Model]) -> list[str]:
    """The triggers of this model's append-only constraints that the database does not hold, or has switched off."""
    names = [constraint.name for constraint in model._meta.constraints if isinstance(constraint, AppendOnly)]
    wanted = names if connection.vendor == "postgresql" else [f"{one}_{verb}" for one in names for verb in _VERBS]
    with connection.cursor() as cursor:
        cursor.execute(_THERE[connection.vendor], [model._meta.db_table])
        return sorted(set(wanted) - {row[0] for row in cursor.fetchall()})


_VERBS: Final = ("update", "delete")
_THERE: Final = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
}
