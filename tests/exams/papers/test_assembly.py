"""Assembling: the blueprint is met from approved questions, or refused with what lacks."""

from decimal import Decimal

import pytest

from exams.bank.models import KnowledgePoint, QuestionVersion
from exams.bank.reviews import retire
from exams.bank.states import Purpose, QuestionType
from exams.papers.assembly import discard_paper
from exams.papers.blueprints import write_blueprint
from exams.papers.freezing import freeze
from exams.papers.models import Blueprint, FormItem, Paper
from tests.exams.bank.questions import SECOND, a_bank, bring_in, row
from tests.exams.papers.papers import OFFICER, a_blueprint, draw_paper, filled, line, refused
from tests.people import NOW, Bureau

SINGLE, MULTIPLE, TRUE_FALSE = QuestionType


def test_the_blueprint_is_met(bureau: Bureau) -> None:
    blueprint = a_blueprint(bureau, line(SINGLE, 3, "1"), line(MULTIPLE, 2, "2.5"), line(TRUE_FALSE, 4, "0.5"))
    paper = draw_paper(blueprint, filled(bureau))
    items = list(FormItem.objects.filter(form__paper=paper).select_related("version").order_by("number"))
    assert [item.number for item in items] == list(range(1, 10))
    assert [item.version.type for item in items] == [SINGLE] * 3 + [MULTIPLE] * 2 + [TRUE_FALSE] * 4
    assert [item.section for item in items] == [1] * 3 + [2] * 2 + [3] * 4
    assert paper.forms.get().total() == Decimal(10)
    assert (paper.state, paper.purpose, paper.author) == ("draft", Purpose.SECURE, OFFICER.uuid)


def test_lines_may_be_narrowed_and_compete(bureau: Bureau) -> None:
    bank = filled(bureau, each=6)
    point = KnowledgePoint.objects.get(name="程序")
    blueprint = a_blueprint(bureau, line(SINGLE, 3), line(SINGLE, 3, point=point), line(MULTIPLE, 1, difficulty="hard"))
    paper = draw_paper(blueprint, bank)
    versions = QuestionVersion.objects.filter(form_items__form__paper=paper)
    assert versions.filter(type=SINGLE).distinct().count() == 6
    assert versions.get(type=MULTIPLE).difficulty == "hard"
    numbers = FormItem.objects.filter(form__paper=paper, version__type=SINGLE).values_list("section", flat=True)
    assert set(numbers) == {1}


def test_too_few_are_told_by_line(bureau: Bureau) -> None:
    bank = filled(bureau, each=2)
    with refused("papers.too_few") as info:
        draw_paper(a_blueprint(bureau, line(SINGLE, 2), line(MULTIPLE, 5)), bank)
    assert "第 2 行（多项选择）要 5 题，只有 2 题" in str(info.value)
    assert not Paper.objects.exists()


def test_only_approved_questions_are_drawn(bureau: Bureau) -> None:
    bank = a_bank(bureau)
    bring_in(bank, [row(number) for number in range(5)])
    with refused("papers.too_few"):
        draw_paper(a_blueprint(bureau, line(SINGLE, 1)), bank)


def test_the_same_question_of_two_banks_comes_once(bureau: Bureau) -> None:
    one, other = filled(bureau, each=3), filled(bureau, "另一题库", each=3)
    QuestionVersion.objects.filter(question__bank=other).update(fingerprint="same")
    paper = draw_paper(a_blueprint(bureau, line(SINGLE, 4)), one, other)
    drawn = QuestionVersion.objects.filter(form_items__form__paper=paper)
    assert drawn.filter(question__bank=other).count() == 1


def test_the_same_seed_draws_the_same(bureau: Bureau) -> None:
    bank, blueprint = filled(bureau, each=9), a_blueprint(bureau)
    papers = [draw_paper(blueprint, bank, name=str(at), seed=seed) for at, seed in enumerate(["a", "a", "b"])]
    first, second, third = (
        list(FormItem.objects.filter(form__paper=paper).order_by("number").values_list("version", flat=True))
        for paper in papers
    )
    assert first == second != third


@pytest.mark.parametrize(
    ("name", "code"), [("", "papers.name_missing"), ("  ", "papers.name_missing"), ("月考卷", "papers.name_taken")]
)
def test_names(bureau: Bureau, name: str, code: str) -> None:
    bank, blueprint = filled(bureau), a_blueprint(bureau)
    draw_paper(blueprint, bank)
    with refused(code):
        draw_paper(blueprint, bank, name=name)


def test_banks_are_chosen_and_never_mixed(bureau: Bureau) -> None:
    secure, practice = filled(bureau), filled(bureau, "练习", purpose=Purpose.PRACTICE)
    blueprint = a_blueprint(bureau, line(SINGLE, 1, bank=secure))
    for banks, code in (
        ((), "papers.no_bank"),
        ((secure, practice), "papers.mixed_banks"),
        ((practice,), "papers.bank_missing"),
    ):
        with refused(code) as info:
            draw_paper(blueprint, *banks)
        assert info.value.field == "banks"


def test_a_draft_is_deleted_for_real_a_frozen_paper_is_kept(bureau: Bureau) -> None:
    bank, blueprint = filled(bureau), a_blueprint(bureau)
    discard_paper(paper=draw_paper(blueprint, bank), actor=OFFICER, now=NOW)
    assert not Paper.objects.exists()
    frozen = freeze(paper=draw_paper(blueprint, bank), actor=OFFICER, now=NOW)
    with refused("papers.frozen"):
        discard_paper(paper=frozen, actor=OFFICER, now=NOW)


def test_blueprints_are_refused_without_sense(bureau: Bureau) -> None:
    for name, lines, code in (
        ("", [line(SINGLE, 1)], "papers.name_missing"),
        ("甲", [], "papers.no_lines"),
        ("甲", [line(SINGLE, 0)], "papers.line"),
        ("甲", [line(SINGLE, 1, "0")], "papers.line"),
    ):
        with refused(code):
            write_blueprint(owner=bureau.bureau, name=name, lines=lines, actor=OFFICER, now=NOW)
    assert not Blueprint.objects.exists()


def test_drawing_takes_the_same_queries(bureau: Bureau, django_assert_max_num_queries) -> None:
    bank, blueprint = filled(bureau, each=40), a_blueprint(bureau, *(line(kind, 35) for kind in QuestionType))
    with django_assert_max_num_queries(9):
        paper = draw_paper(blueprint, bank)
    with django_assert_max_num_queries(16):
        freeze(paper=paper, actor=OFFICER, now=NOW)


def test_a_question_retired_after_the_drawing_stops_the_freezing(bureau: Bureau) -> None:
    paper = draw_paper(a_blueprint(bureau), filled(bureau))
    item = FormItem.objects.get(form__paper=paper, number=4)
    retire(versions=[item.version], actor=SECOND, now=NOW)
    with refused("papers.not_approved") as info:
        freeze(paper=paper, actor=OFFICER, now=NOW)
    assert "第 4 题" in str(info.value)
    paper.refresh_from_db()
    assert paper.state == "draft"
