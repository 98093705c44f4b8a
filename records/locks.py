"""Locks on something that is no row, held to the end of the transaction."""

from zlib import crc32

from django.db import connection


def hold(name: str) -> None:
    """Wait for the named lock and keep it until the transaction ends.

    SQLite needs none: its transactions begin IMMEDIATE here, so writers already stand in a line.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [crc32(name.encode())])
