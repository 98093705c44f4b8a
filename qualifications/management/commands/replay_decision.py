"""`manage.py replay_decision UUID`: recompute a stored decision. Exit status 0 the same, 1 not, 2 unknown."""

import json
import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from qualifications.gate.decisions import replay
from qualifications.gate.models import Decision


class Command(BaseCommand):
    help = "Recompute a decision from the facts alone; names the first fact that was altered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("uuid", type=UUID)

    def handle(self, *args: Any, **options: Any) -> None:
        decision = Decision.objects.filter(uuid=options["uuid"]).first()
        if decision is None:
            self.stderr.write(json.dumps({"error": {"code": "gate.unknown_decision", "field": "uuid"}}))
            sys.exit(2)
        result = replay(decision)
        shown = {
            "decision": str(decision.uuid),
            "holds": result.holds,
            "altered": result.altered or None,
            "same_answer": result.same_answer,
            "same_rules": result.same_rules,
            "allowed": {"then": decision.allowed, "now": result.answer.allowed},
        }
        self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))
        sys.exit(0 if result.holds else 1)
