"""The question bank: imported by the trainer, approved by a second person, on editions that are registered."""

from datetime import datetime, timedelta

from config.demo.laws import register_editions
from config.demo.questions import FOLDER, PARTS
from config.demo.world import SYSTEM, World
from exams.bank.banks import open_bank
from exams.bank.imports import apply_plan, parse_upload
from exams.bank.models import QuestionVersion
from exams.bank.reviews import approve, submit_for_review
from exams.bank.states import Purpose
from personnel.access.states import Role

BANK = "执法资格考试题库"


def load_bank(world: World, at: datetime) -> None:
    """All parts into one secure bank."""
    register_editions(actor=SYSTEM, now=at)
    trainer, reviewer = world.actor("trainer", Role.TRAINER), world.actor("reviewer", Role.REVIEWER)
    bank = open_bank(owner=world.bureau, name=BANK, purpose=Purpose.SECURE, actor=trainer, now=at)
    for part in PARTS:
        content = (FOLDER / f"{part}.json").read_bytes()
        plan = parse_upload(bank=bank, file_name=f"{part}.json", content=content, actor=trainer, now=at)
        counts = apply_plan(plan=plan, actor=trainer, now=at).counts
        if counts["refused"] or counts["near"]:
            raise ValueError(part, counts)
    drafts = list(QuestionVersion.objects.filter(question__bank=bank).order_by("pk"))
    submit_for_review(versions=drafts, actor=trainer, now=at + timedelta(hours=1))
    approve(versions=drafts, actor=reviewer, now=at + timedelta(days=2))
