"""`manage.py demo_reset`: the demo from the beginning."""

import os
from typing import Any

from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from config.embedded import find_server, remove_data


class Command(BaseCommand):
    help = "Removes the embedded database with the stored files, and loads the demo bureau anew."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("Only the embedded SQLite database is reset; drop and create the other one yourself.")
        if pid := find_server():
            raise CommandError(f"The server is running (process {pid}): stop it first.")
        remove_data()
        os.environ["DEMO"] = "1"
        call_command("serve", "--prepare", stdout=self.stdout, stderr=self.stderr)
