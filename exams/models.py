"""Gathers the tables of the rooms; each room defines its own."""

from exams.analysis.models import ItemStatistic
from exams.bank.models import KnowledgePoint, Question, QuestionBank, QuestionVersion
from exams.delivery.models import Attempt, AttemptEvent, Response
from exams.law.models import LawArticle, LawEdition, LawText
from exams.marking.models import AttemptScore, MarkingRun, Result
from exams.papers.models import (
    Blueprint,
    BlueprintRow,
    FormItem,
    KeyRevision,
    Paper,
    PaperForm,
)
from exams.sittings.models import Exam, Registration, Sitting

__all__ = [
    "Attempt",
    "AttemptEvent",
    "AttemptScore",
    "Blueprint",
    "BlueprintRow",
    "Exam",
    "FormItem",
    "ItemStatistic",
    "KeyRevision",
    "KnowledgePoint",
    "LawArticle",
    "LawEdition",
    "LawText",
    "MarkingRun",
    "Paper",
    "PaperForm",
    "Question",
    "QuestionBank",
    "QuestionVersion",
    "Registration",
    "Response",
    "Result",
    "Sitting",
]
