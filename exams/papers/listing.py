"""What the lists and pages of papers show."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Count, DecimalField, F, QuerySet, Sum

from exams.bank.comparing import content_of
from exams.bank.differences import ShownQuestion
from exams.bank.showing import show
from exams.bank.states import QuestionType
from exams.papers.models import Blueprint, BlueprintRow, FormItem, Paper

if TYPE_CHECKING:
    from records.actor import Actor

MARKS: "DecimalField[Decimal, Decimal]" = DecimalField(max_digits=8, decimal_places=1)


@dataclass(frozen=True, slots=True)
class Section:
    """Items of one type and mark, shown without keys."""

    type: str
    marks: Decimal
    scoring: str
    entries: list[tuple[FormItem, ShownQuestion]]

    @property
    def total(self) -> Decimal:
        """Marks of the section."""
        return self.marks * len(self.entries)


def blueprints_shown(actor: "Actor") -> QuerySet[Blueprint]:
    """Blueprints with questions and marks in all."""
    total = Sum(F("rows__count") * F("rows__marks"), output_field=MARKS)
    return (
        Blueprint.objects.visible_to(actor)
        .annotate(questions=Sum("rows__count"), total=total)
        .prefetch_related("rows")
        .order_by("name", "pk")
    )


def papers_shown(actor: "Actor") -> QuerySet[Paper]:
    """Papers with items and marks in all, the newest first."""
    return (
        Paper.objects.visible_to(actor)
        .select_related("blueprint")
        .annotate(
            questions=Count("forms__items"),
            total=Sum("forms__items__marks", output_field=MARKS),
        )
        .order_by("-created_at", "-pk")
    )


def sections_of(items: Iterable[FormItem]) -> list[Section]:
    """The items as a paper shows them."""
    sections = []
    for _number, group in groupby(items, key=lambda item: item.section):
        entries = [
            (item, show(content_of(item.version), with_keys=False, article=item.version.article)) for item in group
        ]
        first = entries[0][0]
        sections.append(
            Section(
                str(QuestionType(first.version.type).label),
                first.marks,
                str(first.get_scoring_rule_display()) if first.version.type == QuestionType.MULTIPLE else "—",
                entries,
            )
        )
    return sections


def marks_by_point(items: Iterable[FormItem]) -> list[tuple[str, int, Decimal]]:
    """(knowledge point, questions, marks), the heaviest first; "" for questions without one."""
    found: dict[str, tuple[int, Decimal]] = {}
    for item in items:
        name = item.version.point.name if item.version.point else ""
        count, marks = found.get(name, (0, Decimal(0)))
        found[name] = (count + 1, marks + item.marks)
    return sorted(((name, *sums) for name, sums in found.items()), key=lambda row: (-row[2], row[0]))


def total_of(rows: Iterable[BlueprintRow]) -> tuple[int, Decimal]:
    """Questions and marks of a blueprint."""
    lines = list(rows)
    return sum(row.count for row in lines), sum((row.count * row.marks for row in lines), Decimal(0))
