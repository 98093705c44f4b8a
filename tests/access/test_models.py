"""Every table is asked through `visible_to`, or stands here with the reason; and each sees what the matrix says."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from personnel.accounts.models import Account
from tests.access import seeing
from tests.access.rows import Row, rows
from tests.access.test_matrix import faults
from tests.access.world import World

pytestmark = pytest.mark.django_db

FLOORS = ("records", "personnel", "qualifications", "exams", "courses", "scoring")
SEES = [row for row in rows() if row.method == "SEES"]
MODELS = sorted({row.name for row in SEES})

# Tables without `visible_to`.
WITHOUT = {
    # Asked for otherwise.
    "records.AuditEntry": "personnel.audit.entries.entries_visible_to",
    "personnel.Session": "one's own: personnel.accounts.sessions.sessions_of",
    "personnel.KnownAddress": "a certificate's or a sign-in's, on no page",
    "personnel.NameInitials": "Officer",
    "personnel.PastPassword": "hashes, on no page",
    "personnel.FailedAttempt": "counted by a name's hash, on no page",
    "records.StoredFile": "the rule of its owner's kind (records.files)",
    # The machinery's, on no page.
    "records.AuditSeal": "the chain's links; no personal data",
    "records.AuditHead": "the chain's heads; no personal data",
    "records.PeriodicRun": "when a periodic verb ran",
    "personnel.UnitClosure": "a projection of UnitVersion",
    # The bureau's one list of laws and words, which name nobody.
    "exams.LawText": "laws are public",
    "exams.LawEdition": "laws are public",
    "exams.LawArticle": "laws are public",
    "exams.KnowledgePoint": "the bureau's one list",
    "courses.HoursDemand": "the bureau's one list",
    # Reached only through the row they are a part of.
    "records.PlanChunk": "ImportPlan",
    "exams.BlueprintRow": "Blueprint",
    "exams.PaperForm": "Paper, or an attempt",
    "exams.FormItem": "Paper, or an attempt",
    "exams.KeyRevision": "Paper; keys by the right to that very sitting",
    "exams.Response": "Attempt",
    "exams.AttemptEvent": "Attempt",
    "exams.MarkingRun": "Sitting",
    "exams.AttemptScore": "Sitting",
    "exams.ItemStatistic": "Sitting",
    "courses.CoursePart": "Course",
    "courses.QuizQuestion": "Course",
    "courses.PartDone": "Enrolment",
    "courses.QuizAttempt": "Enrolment",
    "scoring.Indicator": "Scheme",
    "scoring.IndicatorScore": "UnitScore",
}


def models_here() -> list[type[Model]]:
    """The floors' tables."""
    return [model for model in apps.get_models() if model._meta.app_label in FLOORS]


def test_every_table_has_visible_to_or_a_reason() -> None:
    without = {model._meta.label for model in models_here() if not seeing.has_visible_to(model)}
    assert without - set(WITHOUT) == set(), "give these `visible_to`, or a reason here"
    assert set(WITHOUT) - without == set(), "these have `visible_to` or are gone"


def test_every_visible_to_has_its_row() -> None:
    labels = {model._meta.label for model in models_here() if seeing.has_visible_to(model)}
    assert labels - set(MODELS) == set()
    assert set(MODELS) - labels == set()


@pytest.mark.parametrize("label", MODELS)
def test_a_reader_sees_the_rows_that_the_matrix_says(world: World, label: str) -> None:
    assert world.rows.get(apps.get_model(label)), "the world has rows of it"
    assert seeing.faults_of(world, label, _sees(label)) == []


@pytest.mark.parametrize("label", MODELS)
def test_without_the_filter_the_matrix_fails(
    world: World, as_: Callable[[Account], Client], monkeypatch: pytest.MonkeyPatch, label: str
) -> None:
    """The mutation: `visible_to` answers all rows."""
    _take_away(monkeypatch, apps.get_model(label))
    assert seeing.faults_of(world, label, _sees(label)) != []
    asked = _urls(label)
    if asked:
        assert any(faults(world, as_, name, "GET", query) for name, query in asked), "some page must show too much"


def _sees(label: str) -> list[Row]:
    return [row for row in SEES if row.name == label]


def _urls(label: str) -> list[tuple[str, str]]:
    """The addresses of the model's section whose answers are looked into."""
    found = [row for row in rows() if label in row.models and row.method == "GET" and row.names is not None]
    return list(dict.fromkeys((row.name, row.query) for row in found))


def _take_away(monkeypatch: pytest.MonkeyPatch, model: Any) -> None:
    """Patch the queryset's class (or the manager's, where the method stands there), for this model alone."""
    manager = model._default_manager
    owner: Any = manager._queryset_class if hasattr(manager._queryset_class, "visible_to") else type(manager)
    before = owner.visible_to

    def visible_to(self: Any, *args: Any, **kwargs: Any) -> Any:
        return self.all() if self.model is model else before(self, *args, **kwargs)

    monkeypatch.setattr(owner, "visible_to", visible_to)
