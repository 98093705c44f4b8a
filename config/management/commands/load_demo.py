"""`manage.py load_demo`: the demo bureau, once, into an empty database."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from config.demo.load import load_bureau
from config.demo.small import load_small
from personnel.units.models import Unit
from records import days


class Command(BaseCommand):
    help = "Loads the demo bureau by the ordinary verbs. Everything in it is made up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, help="The day up to which is told (2026-11-24).")
        parser.add_argument("--small", action="store_true", help="Two units and six officers, to be counted by hand.")

    def handle(self, *args: Any, today: date | None, small: bool, **options: Any) -> None:
        if Unit.objects.exists():
            raise CommandError("There is a bureau already; `make demo-reset` begins anew.")
        load = load_small if small else load_bureau
        with transaction.atomic():  # all of it or nothing; and one commit is faster than a thousand
            load(today=today or days.today(), say=self.stdout.write)
