"""Gathers the tables of the rooms; each room defines its own."""

from exams.bank.models import KnowledgePoint, Question, QuestionBank, QuestionVersion
from exams.law.models import LawArticle, LawEdition, LawText
from exams.papers.models import (
    Blueprint,
    BlueprintRow,
    FormItem,
    KeyRevision,
    Paper,
    PaperForm,
)

__all__ = [
    "Blueprint",
    "BlueprintRow",
    "FormItem",
    "KeyRevision",
    "KnowledgePoint",
    "LawArticle",
    "LawEdition",
    "LawText",
    "Paper",
    "PaperForm",
    "Question",
    "QuestionBank",
    "QuestionVersion",
]
