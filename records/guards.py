"""Append-only tables and periods that exclude each other, held by the database itself.

Triggers and exclusion constraints are made after every migrate run, for every model that asks for them here,
so that none is lost when a migration rebuilds a table. Deletion is not guarded: nothing deletes these rows, and
the tests' flush must.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Believed rows that agree in all these columns must not overlap in time.

    name: of the constraint. columns: database columns, none of them nullable, as a null never conflicts.
    only: (column, value) where the rule concerns just the rows with that value.
    """

    name: str
    columns: tuple[str, ...]
    only: tuple[str, str] | None = None

    def covers(self, row: models.Model) -> bool:
        """Whether the rule concerns this row."""
        return self.only is None or getattr(row, self.only[0]) == self.only[1]

    def condition(self) -> models.Q:
        """The stored rows that the rule concerns."""
        return models.Q() if self.only is None else models.Q(**{self.only[0]: self.only[1]})


class AppendOnly(models.Model):
    """A table whose rows are never changed, but for columns that are set once, from null."""

    set_once: ClassVar[tuple[str, ...]] = ()
    exclusions: ClassVar[tuple[Exclusion, ...]] = ()

    class Meta:
        abstract = True


def guarded_models() -> list[type[AppendOnly]]:
    """All concrete append-only models of the project."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def install_guards(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """(Re)make the guards of every append-only table that exists in this database."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
            cursor.execute(_POSTGRES_FUNCTION)
        for model in guarded_models():
            if model._meta.db_table in present:
                for statement in _statements(connection, model):
                    cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper, model: type[AppendOnly]) -> list[str]:
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        arguments = ", ".join(f"'{column}'" for column in model.set_once)
        return [
            f"DROP TRIGGER IF EXISTS guard_{table} ON {table}",
            f"CREATE TRIGGER guard_{table} BEFORE UPDATE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_update({arguments})",
            *(_exclusion_sql(table, exclusion) for exclusion in model.exclusions),
        ]
    return [f"DROP TRIGGER IF EXISTS guard_{table}", _sqlite_trigger(model)]


_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  column_name text;
  before jsonb := to_jsonb(OLD);
  after jsonb := to_jsonb(NEW);
BEGIN
  FOREACH column_name IN ARRAY coalesce(TG_ARGV, '{}') LOOP
    IF before -> column_name = 'null'::jsonb AND after -> column_name <> 'null'::jsonb THEN
      before := before - column_name;
      after := after - column_name;
    END IF;
  END LOOP;
  IF before IS DISTINCT FROM after OR to_jsonb(OLD) = to_jsonb(NEW) THEN
    RAISE EXCEPTION 'append-only: % is not updated', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$
"""


def _exclusion_sql(table: str, exclusion: Exclusion) -> str:
    columns = ", ".join(f"{column} WITH =" for column in exclusion.columns)
    only = f" AND {exclusion.only[0]} = '{exclusion.only[1]}'" if exclusion.only else ""
    # Names of our own tables and columns, nothing from outside.
    return f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{exclusion.name}' AND conrelid = '{table}'::regclass) THEN
    ALTER TABLE {table} ADD CONSTRAINT {exclusion.name}
      EXCLUDE USING gist ({columns}, tstzrange(valid_from, valid_to) WITH &&) WHERE (closed_by_id IS NULL{only});
  END IF;
END $$
"""  # noqa: S608


def _sqlite_trigger(model: type[AppendOnly]) -> str:
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields]
    kept = " AND ".join(f'OLD."{column}" IS NEW."{column}"' for column in columns if column not in model.set_once)
    once = " AND ".join(f'(OLD."{column}" IS NULL OR OLD."{column}" IS NEW."{column}")' for column in model.set_once)
    moved = " OR ".join(f'(OLD."{column}" IS NULL AND NEW."{column}" IS NOT NULL)' for column in model.set_once)
    allowed = f"({kept}) AND ({once}) AND ({moved})" if model.set_once else "0"
    return (
        f"CREATE TRIGGER guard_{table} BEFORE UPDATE ON {table} FOR EACH ROW WHEN NOT ({allowed}) "
        f"BEGIN SELECT RAISE(ABORT, 'append-only: {table} is not updated'); END"
    )
