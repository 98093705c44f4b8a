"""What the database itself fills in."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Func
from django.db.models.sql.compiler import SQLCompiler


class OwnTransaction(Func):
    """The number of the transaction that writes the row; 0 where the database has no such count.

    PostgreSQL's numbers grow over the whole life of a cluster and never come again. Django's own transaction around
    the act has one number, also where it holds savepoints.
    """

    template = "0"
    output_field = BigIntegerField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        """As PostgreSQL writes it."""
        return super().as_sql(compiler, connection, template="(pg_current_xact_id()::text::bigint)", **context)
