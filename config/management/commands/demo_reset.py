"""`manage.py demo_reset`: the demo from the beginning."""

import os
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from config.running import running_server


class Command(BaseCommand):
    help = "Removes the embedded database with the stored files, and loads the demo bureau anew."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("Only the embedded SQLite database is reset; drop and create the other one yourself.")
        if pid := running_server():
            raise CommandError(f"The server is running (process {pid}): stop it first.")
        connection.close()
        database = Path(connection.settings_dict["NAME"])
        for suffix in ("", "-wal", "-shm", "-journal"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        os.environ["DEMO"] = "1"
        call_command("serve", "--prepare", stdout=self.stdout, stderr=self.stderr)
