"""Material is usable by its owner unit and everything below; it is changed by the owner's own people."""

import pytest

from exams.bank.banks import open_bank
from exams.bank.models import QuestionBank, QuestionVersion
from exams.bank.states import Purpose
from exams.papers.models import Blueprint, Paper
from personnel.access.states import Role
from personnel.units.models import Unit
from records.actor import Actor
from tests import people
from tests.exams.bank.questions import AUTHOR, bring_in, row
from tests.people import NOW, Bureau


@pytest.fixture
def banks(bureau: Bureau) -> dict[str, QuestionBank]:
    """A bank of the bureau, one of each sub-bureau."""
    owners = {"bureau": bureau.bureau, "south": bureau.south, "north": bureau.north}
    made = {
        name: open_bank(owner=owner, name=name, purpose=Purpose.SECURE, actor=AUTHOR, now=NOW)
        for name, owner in owners.items()
    }
    for bank in made.values():
        bring_in(bank, [row(1)])
    return made


def person(unit: Unit, number: str, role: Role) -> Actor:
    """Somebody with the role for the unit."""
    officer = people.officer_in(unit, number, f"某{number}")
    return people.actor_of(people.with_role(people.account_of(officer), role, unit))


@pytest.mark.parametrize(
    ("unit", "sees", "keeps"),
    [
        ("bureau", {"bureau", "south", "north"}, {"bureau", "south", "north"}),
        ("south", {"bureau", "south"}, {"south"}),
        ("yanchi", {"bureau", "south"}, set()),
    ],
)
def test_banks_by_unit(
    bureau: Bureau, banks: dict[str, QuestionBank], unit: str, sees: set[str], keeps: set[str]
) -> None:
    trainer = person(getattr(bureau, unit), "050001", Role.TRAINER)
    objects = QuestionBank.objects
    assert set(objects.visible_to(trainer).values_list("name", flat=True)) == sees
    assert set(objects.kept_by(trainer, "bank.import").values_list("name", flat=True)) == keeps
    assert set(objects.with_keys_for(trainer).values_list("name", flat=True)) == keeps
    seen = QuestionVersion.objects.visible_to(trainer).values_list("question__bank__name", flat=True)
    assert set(seen) == sees


@pytest.mark.parametrize("role", [Role.HR, Role.ASSESSOR, Role.AUDITOR, Role.UNIT_CLERK])
def test_other_roles_see_no_bank_and_no_paper(bureau: Bureau, banks: dict[str, QuestionBank], role: Role) -> None:
    actor = person(bureau.bureau, "050002", role)
    for model in (QuestionBank, QuestionVersion, Blueprint, Paper):
        assert not model._default_manager.visible_to(actor).exists()  # type: ignore[attr-defined]


def test_an_exam_officer_uses_banks_but_has_no_keys(bureau: Bureau, banks: dict[str, QuestionBank]) -> None:
    officer = person(bureau.bureau, "050003", Role.EXAM_OFFICER)
    assert QuestionBank.objects.visible_to(officer).count() == 3
    assert not QuestionBank.objects.with_keys_for(officer).exists()
