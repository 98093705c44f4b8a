"""`manage.py verify_audit`: verifies the audit chain and names the first broken link or missing tail."""

import sys
import time
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from records.checking import MOST, Outcome, check_audit, record_outcome
from records.verifying import Link, link_before


class Command(BaseCommand):
    help = (
        "Verifies every audit entry against its seal, the seals against each other, and the signed heads of the days "
        "in the database and outside it. Ends with 1 where anything is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--heads", type=Path, metavar="DIR", help="where the heads outside are, if not in settings")
        parser.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="only from that day's seals on")
        parser.add_argument("--no-record", action="store_true", help="write no entry about the outcome")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, say what was found, leave with 0 or 1."""
        since = self._start_of(options["since"])
        outcome = check_audit(folder=options["heads"], since=since, progress=self._progress())
        if not options["no_record"] and since is None:
            record_outcome(outcome)
        self._report(outcome)
        if outcome.faults:
            sys.exit(1)

    def _start_of(self, day: date | None) -> Link | None:
        if day is None:
            return None
        if link := link_before(day):
            return link
        raise CommandError(_("The day before %(day)s has no signed head to begin at.") % {"day": day})

    def _report(self, outcome: Outcome) -> None:
        if not outcome.faults:
            self.stdout.write(_("The audit chain is whole: %(number)s seals.") % {"number": outcome.last})
            return
        self.stdout.write(_("The audit chain is broken: %(fault)s") % {"fault": outcome.faults[0]})
        for fault in outcome.faults[1:]:
            self.stdout.write(f"  {fault}")
        if len(outcome.faults) == MOST:
            self.stdout.write(_("Only the first %(count)s faults are shown.") % {"count": MOST})

    def _progress(self) -> Any:
        """Say every few seconds how far it is."""
        said = time.monotonic()

        def tell(done: int, total: int) -> None:
            nonlocal said
            if time.monotonic() - said >= 2:
                said = time.monotonic()
                self.stderr.write(f"{done} / {total}")

        return tell
