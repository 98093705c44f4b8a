"""What the bank's lists show: questions found by filters, banks with their counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from exams.bank.models import QuestionBank, QuestionVersion, QuestionVersionQuerySet
from exams.bank.states import VersionState
from exams.law.models import LawArticle, LawEdition
from personnel.units.models import UnitVersion

if TYPE_CHECKING:
    from records.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A filter over questions, as the address has it."""

    state: str = ""
    type: str = ""
    point: str = ""
    difficulty: str = ""
    text: str = ""


def banks_shown(actor: "Actor", now: datetime) -> QuerySet[QuestionBank]:
    """Banks the actor may use, with their owner's name and how many questions stand where."""
    owner = UnitVersion.objects.believed().holding_at(now).filter(unit=OuterRef("owner"))
    state = "questions__versions__state"
    return (
        QuestionBank.objects.visible_to(actor)
        .annotate(
            owner_name=Subquery(owner.values("short_name")[:1]),
            all_questions=Count("questions", distinct=True),
            approved=Count("questions", distinct=True, filter=Q(**{state: VersionState.APPROVED})),
            waiting=Count("questions", distinct=True, filter=Q(**{state: VersionState.IN_REVIEW})),
            drafts=Count("questions", distinct=True, filter=Q(**{state: VersionState.DRAFT})),
        )
        .order_by("name", "pk")
    )


def find_questions(bank: QuestionBank, wanted: Wanted) -> QuerySet[QuestionVersion]:
    """Of each question its newest version, or the one in the state asked for."""
    versions = QuestionVersion.objects.filter(question__bank=bank)
    versions = versions.filter(state=wanted.state) if wanted.state else versions.newest()
    for name in ("type", "difficulty"):
        if getattr(wanted, name):
            versions = versions.filter(**{name: getattr(wanted, name)})
    if wanted.point:
        versions = versions.filter(point__uuid=wanted.point)
    if wanted.text:
        versions = versions.filter(Q(stem__icontains=wanted.text) | Q(question__outside_id__iexact=wanted.text))
    return versions.with_law().order_by("question_id", "-number")


def counts_of_bank(bank: QuestionBank) -> dict[str, int]:
    """Questions by state (one that is approved and has a draft counts in both), and all."""
    versions = QuestionVersion.objects.filter(question__bank=bank)
    counts = dict.fromkeys(VersionState.values, 0) | versions.counted_by_state()
    return counts | {"all": bank.questions.count()}


def editions_shown(actor: "Actor") -> QuerySet[LawEdition]:
    """Editions with their articles and how many questions the actor may use rest on them."""
    versions = QuestionVersion.objects.visible_to(actor).newest().filter(article__edition=OuterRef("pk"))
    return (
        LawEdition.objects.select_related("law")
        .annotate(
            all_articles=counted(LawArticle.objects.filter(edition=OuterRef("pk")), "edition"),
            all_questions=counted(versions, "article__edition"),
            approved=counted(versions.filter(state=VersionState.APPROVED), "article__edition"),
        )
        .order_by("law__name", "-adopted_on")
    )


def counted(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many of the rows there are, as a column: rows of a subquery grouped by their outer key."""
    grouped = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(grouped), 0)


def queue_for(actor: "Actor") -> QuestionVersionQuerySet:
    """Versions that wait for review in the banks the actor reviews, the oldest first."""
    banks = QuestionBank.objects.kept_by(actor, "bank.review")
    earlier = QuestionVersion.objects.filter(
        question=OuterRef("question"), number__lt=OuterRef("number"), approved_at__isnull=False
    )
    return (
        QuestionVersion.objects.in_review()
        .filter(question__bank__in=banks)
        .with_law()
        .annotate(replaces=Exists(earlier))
        .order_by("created_at", "pk")
    )
