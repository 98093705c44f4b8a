"""manage.py import_questions FILE --bank NAME [--dry-run]"""

import json
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext

from exams.bank.banks import open_bank
from exams.bank.comparing import Outcome
from exams.bank.imports import apply_plan, parse_upload
from exams.bank.models import QuestionBank
from exams.bank.plans import Choice, PlanRow, counts_of
from exams.bank.states import Purpose
from personnel.units.models import Unit, UnitVersion
from records import clock
from records.actor import Actor
from records.faults import place_of
from records.plans import discard_plan, replace_rows, rows_of
from records.refusals import Refusal


class Command(BaseCommand):
    """Imports a workbook, CSV or JSON file of questions as drafts.

    Refused rows are printed one a line; the last line is a JSON object with the counts total, new, changed,
    unchanged and refused. A near-duplicate of a question in the bank is imported as new and named. A file that
    can't be read changes nothing and ends with status 1.
    """

    help = "Import a workbook of questions into a bank; the last line printed is a JSON object with the counts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE --bank NAME [--unit CODE] [--purpose secure|practice] [--dry-run]"""
        parser.add_argument("file", type=Path)
        parser.add_argument("--bank", required=True, metavar="NAME", help="name of the bank; made where it is missing")
        parser.add_argument("--unit", metavar="CODE", help="code of the owner unit (the bureau)")
        parser.add_argument("--purpose", choices=Purpose.values, default=Purpose.SECURE, help="of a bank that is made")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Parse, report, apply."""
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        actor = replace(Actor.system("import_questions"), name=gettext("Import on the command line"))
        try:
            with transaction.atomic():
                rows = self._import(path.name, content, actor, options)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self._report(rows)

    def _import(self, name: str, content: bytes, actor: Actor, options: dict[str, Any]) -> list[PlanRow]:
        now = clock.now()
        bank = self._bank(options, actor)
        plan = parse_upload(bank=bank, file_name=name, content=content, actor=actor, now=now)
        rows = [PlanRow.from_dict(values) for values in rows_of(plan)]
        for row in rows:
            if row.outcome == Outcome.NEAR:
                row.choice = Choice.NEW
        replace_rows(plan=plan, rows=[row.as_dict() for row in rows])
        if options["dry_run"]:
            discard_plan(plan=plan, actor=actor, now=now)
        else:
            apply_plan(plan=plan, actor=actor, now=now)
        return rows

    def _bank(self, options: dict[str, Any], actor: Actor) -> QuestionBank:
        named = QuestionBank.objects.filter(name=options["bank"].strip())
        if options["unit"]:
            named = named.filter(owner__code=options["unit"])
        banks = list(named[:2])
        if len(banks) > 1:
            raise CommandError(f"Several units have a bank named {options['bank']}: say which with --unit CODE.")
        if banks:
            return banks[0]
        owner = self._owner(options["unit"])
        return open_bank(owner=owner, name=options["bank"], purpose=Purpose(options["purpose"]), actor=actor)

    def _owner(self, code: str | None) -> Unit:
        if code:
            owner = Unit.objects.filter(code=code).first()
        else:
            roots = UnitVersion.objects.believed().holding_at(clock.now()).filter(parent=None)
            owner = Unit.objects.filter(pk__in=roots.values("unit")).order_by("code").first()
        if owner is None:
            raise CommandError(f"There is no unit {code}." if code else "There is no unit yet to own the bank.")
        return owner

    def _report(self, rows: list[PlanRow]) -> None:
        for row in rows:
            for fault in row.faults:
                self.stdout.write(f"{place_of(row.sheet, row.row, fault.column)}: {fault}")
            if row.outcome == Outcome.NEAR:
                self.stdout.write(f"{row.place}: {row.alike[0]}% ≈ {row.known}")
        counts = counts_of(rows)
        counts["new"] += counts.pop("near")
        self.stdout.write(json.dumps(counts))
