"""Pages of who composes papers: from a blueprint to a frozen paper, and no key on the way."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from exams.bank.states import QuestionType
from exams.papers.freezing import freeze
from exams.papers.models import Blueprint, Paper
from personnel.accounts.models import Account
from tests.exams.papers.papers import OFFICER, a_blueprint, draw_paper, filled, line
from tests.people import NOW, Bureau

As = Callable[[Account], Client]


@pytest.mark.parametrize("page", ["exams:blueprints", "exams:write_blueprint", "exams:papers"])
@pytest.mark.parametrize(
    ("who", "status"), [("exam_officer", 200), ("trainer", 200), ("reviewer", 403), ("hr", 403), ("dai_account", 403)]
)
def test_who_sees_a_page(request: pytest.FixtureRequest, as_: As, page: str, who: str, status: int) -> None:
    assert as_(request.getfixturevalue(who)).get(reverse(page)).status_code == status


def lines(*rows: dict[str, object]) -> dict[str, object]:
    """The blueprint's lines as the page sends them."""
    sent: dict[str, object] = {"form-TOTAL_FORMS": 4, "form-INITIAL_FORMS": 0}
    for place in range(4):
        empty: dict[str, object] = {"type": "single", "count": "", "marks": "1", "scoring_rule": "exact"}
        row = empty | (rows[place] if place < len(rows) else {})
        sent |= {f"form-{place}-{name}": value for name, value in row.items()}
    return sent


def test_from_a_blueprint_to_a_frozen_paper(bureau: Bureau, exam_officer: Account, as_: As) -> None:
    bank, client = filled(bureau), as_(exam_officer)
    sent = lines({"count": 3}, {"type": "multiple", "count": 2, "marks": "2.5", "scoring_rule": "partial"})
    client.post(reverse("exams:write_blueprint"), {"name": "月考", "owner": bureau.bureau.code, **sent})
    blueprint = Blueprint.objects.get()
    assert blueprint.rows.count() == 2

    client.post(reverse("exams:blueprint", args=[blueprint.uuid]), {"name": "月考卷", "banks": [bank.uuid]})
    paper = Paper.objects.get()
    page = client.get(reverse("exams:paper", args=[paper.uuid])).content.decode()
    assert "定卷" in page
    assert "机密的理由" not in page
    assert 'class="key"' not in page

    client.post(reverse("exams:freeze_paper", args=[paper.uuid]))
    paper.refresh_from_db()
    assert paper.state == "frozen"
    page = client.get(reverse("exams:paper", args=[paper.uuid])).content.decode()
    assert "已定卷" in page
    assert "机密的理由" not in page


def test_the_list_names_each_type_once(bureau: Bureau, exam_officer: Account, as_: As) -> None:
    single, multiple = QuestionType.SINGLE, QuestionType.MULTIPLE
    a_blueprint(bureau, line(single, 3), line(multiple, 2), line(single, 2, difficulty="hard"))
    page = as_(exam_officer).get(reverse("exams:blueprints")).content.decode()
    assert "单项选择 5、多项选择 2" in page


def test_too_few_questions_are_told_on_the_page(bureau: Bureau, exam_officer: Account, as_: As) -> None:
    bank = filled(bureau, each=1)
    url = reverse("exams:blueprint", args=[a_blueprint(bureau).uuid])
    page = as_(exam_officer).post(url, {"name": "月考卷", "banks": [bank.uuid]}).content.decode()
    assert "要 3 题，只有 1 题" in page
    assert not Paper.objects.exists()


def test_a_blueprint_without_lines_is_told_on_the_page(bureau: Bureau, exam_officer: Account, as_: As) -> None:
    sent = {"name": "月考", "owner": bureau.bureau.code, **lines()}
    page = as_(exam_officer).post(reverse("exams:write_blueprint"), sent).content.decode()
    assert "至少要有一行" in page
    assert not Blueprint.objects.exists()


def test_a_frozen_paper_is_not_deleted(bureau: Bureau, exam_officer: Account, as_: As) -> None:
    paper = freeze(paper=draw_paper(a_blueprint(bureau), filled(bureau)), actor=OFFICER, now=NOW)
    client = as_(exam_officer)
    client.post(reverse("exams:discard_paper", args=[paper.uuid]))
    assert Paper.objects.filter(pk=paper.pk).exists()


def test_the_paper_page_takes_the_same_queries(
    bureau: Bureau, exam_officer: Account, as_: As, django_assert_max_num_queries
) -> None:
    paper = draw_paper(a_blueprint(bureau), filled(bureau))
    client = as_(exam_officer)
    with django_assert_max_num_queries(11):
        client.get(reverse("exams:paper", args=[paper.uuid]))
