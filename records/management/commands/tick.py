"""`manage.py tick`: runs the periodic verbs that are due."""

from typing import Any

from django.core.management import BaseCommand

from records.ticking import tick


class Command(BaseCommand):
    help = "Runs the periodic verbs that are due, each at most once however many callers there are."

    def handle(self, *args: Any, **options: Any) -> None:
        """Name those that ran, and what went wrong."""
        for name, error in tick().items():
            self.stdout.write(f"{name}: {error or 'done'}")
