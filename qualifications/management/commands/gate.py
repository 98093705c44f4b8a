"""`manage.py gate POLICE_NUMBER DUTY`: the gate's answer as JSON. Exit status 0 allow, 1 deny, 2 no answer."""

import json
import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from qualifications.gate.answers import answer_as_json
from qualifications.gate.decisions import ask
from qualifications.gate.questions import parse_moment
from qualifications.states import Duty
from records.actor import Actor
from records.refusals import Refusal

ALLOW, DENY, NO_ANSWER = 0, 1, 2


class Command(BaseCommand):
    help = (
        "May this officer do this duty? Prints JSON; exit status 0 allow, 1 deny, 2 no answer (the reason on stderr)."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", metavar="POLICE_NUMBER")
        parser.add_argument("duty", metavar="DUTY", help=", ".join(Duty.values))
        parser.add_argument("--at", default="", metavar="DAY|INSTANT", help="default: now")
        parser.add_argument("--known-at", default="", metavar="DAY|INSTANT", help="as known then; default: now")
        parser.add_argument("--unit", default="", metavar="CODE", help="the unit to head, 12 digits (lead_unit)")
        parser.add_argument("--stream", default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            (answer,) = ask(
                numbers=[options["number"]],
                duty=options["duty"],
                at=parse_moment(options["at"], "at"),
                known_at=parse_moment(options["known_at"], "known_at"),
                unit=options["unit"] or None,
                stream=options["stream"],
                actor=Actor.system("gate command"),
            )
        except Refusal as refusal:
            self.no_answer(refusal.code, str(refusal), refusal.field)
        except DatabaseError as error:
            self.no_answer("gate.unreachable", str(error), "")
        self.stdout.write(json.dumps(answer_as_json(answer), ensure_ascii=False, indent=2))
        sys.exit(ALLOW if answer.allowed else DENY)

    def no_answer(self, code: str, message: str, field: str) -> NoReturn:
        """Say why there is none, and leave."""
        error = {"error": {"code": code, "message": message, "field": field}}
        self.stderr.write(json.dumps(error, ensure_ascii=False))
        sys.exit(NO_ANSWER)
