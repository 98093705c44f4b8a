"""Parse, look, apply: what becomes of each row."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exams.bank.comparing import Outcome
from exams.bank.imports import apply_plan, choose, mend_row
from exams.bank.models import KnowledgePoint, Question, QuestionVersion
from exams.bank.plans import Choice, PlanRow
from exams.bank.refused import refused_sheets
from exams.bank.reviews import approve, submit_for_review
from exams.bank.states import VersionState
from exams.law.editions import ArticleText, register_edition
from records.models import AuditEntry
from records.plans import discard_plan, rows_of
from records.refusals import Refusal
from records.states import PlanState
from tests.exams.bank.questions import AUTHOR, EXTRA, SECOND, a_bank, bring_in, newest, parse, row
from tests.exams.bank.workbooks import HEAD
from tests.people import NOW, Bureau


def outcomes(plan) -> list[str]:
    return [values["outcome"] for values in rows_of(plan)]


def test_parsing_stores_nothing_in_the_bank(bureau: Bureau) -> None:
    plan = parse(a_bank(bureau), [row(1), row(2, key="E")])
    assert outcomes(plan) == ["new", "refused"]
    assert not Question.objects.exists()


def test_good_rows_become_drafts_and_bad_ones_are_kept_with_reasons(bureau: Bureau) -> None:
    bank = a_bank(bureau)
    plan = bring_in(bank, [row(1, rationale="因为"), row(2, key="E"), row(3)])
    assert plan.state == PlanState.APPLIED
    assert plan.counts == {
        "total": 3, "new": 2, "changed": 0, "unchanged": 0, "near": 0, "refused": 1, "stored": 2, "left_out": 0,
    }  # fmt: skip
    first, second = newest(bank)
    assert (first.state, first.number, first.author, first.rationale) == ("draft", 1, AUTHOR.uuid, "因为")
    assert len({option["id"] for version in (first, second) for option in version.options}) == 8
    assert first.key == [first.options[0]["id"]]
    (sheet,) = refused_sheets(PlanRow.from_dict(values) for values in rows_of(plan))
    (line,) = list(sheet.rows)
    assert line[-2] == 3
    assert "E" in line[-1]
    entry = AuditEntry.objects.get(action="exams.questions_imported")
    assert entry.after is not None
    assert (entry.after["stored"], entry.after["sha256"]) == (2, plan.sha256)


ROWS = st.tuples(
    st.integers(1, 6), st.sampled_from("ABCDE"), st.sampled_from(["", "因为"]), st.sampled_from(["", "X", "Y"])
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, min_size=1, max_size=8))
def test_the_same_upload_twice_changes_nothing(bureau: Bureau, rows) -> None:
    bank = a_bank(bureau, name=f"题库{Question.objects.count()}-{id(rows)}")
    lines = [row(number, key=key, rationale=why, outside_id=name) for number, key, why, name in rows]
    first = bring_in(bank, lines)
    before = list(QuestionVersion.objects.filter(question__bank=bank).values())
    again = bring_in(bank, lines)
    assert again.counts["new"] == again.counts["changed"] == again.counts["stored"] == 0
    assert again.counts["unchanged"] == first.counts["stored"]
    assert list(QuestionVersion.objects.filter(question__bank=bank).values()) == before


def test_a_changed_key_edits_the_open_draft(bureau: Bureau) -> None:
    bank = a_bank(bureau)
    bring_in(bank, [row(1)])
    plan = parse(bank, [row(1, key="B")], actor=SECOND)
    assert rows_of(plan)[0]["parts"] == ["key"]
    apply_plan(plan=plan, actor=SECOND, now=NOW)
    (version,) = newest(bank)
    assert (version.number, version.author) == (1, SECOND.uuid)
    assert version.key == [version.options[1]["id"]]


def test_a_changed_key_of_an_approved_question_is_a_new_version(bureau: Bureau) -> None:
    bank = a_bank(bureau)
    bring_in(bank, [row(1)])
    approve(versions=submit_for_review(versions=newest(bank), actor=AUTHOR), actor=SECOND)
    bring_in(bank, [row(1, key="B")])
    old, new = QuestionVersion.objects.order_by("number")
    assert (old.state, new.state, new.number) == (VersionState.APPROVED, VersionState.DRAFT, 2)


def test_a_question_in_review_that_changes_is_a_draft_again(bureau: Bureau) -> None:
    bank = a_bank(bureau)
    bring_in(bank, [row(1)])
    submit_for_review(versions=newest(bank), actor=AUTHOR)
    bring_in(bank, [row(1, key="C")])
    (version,) = newest(bank)
    assert (version.state, version.number) == (VersionState.DRAFT, 1)


def test_an_outside_id_knows_a_question_whose_words_changed(bureau: Bureau) -> None:
    bank = a_bank(bureau)
    bring_in(bank, [row(1, outside_id="ZA-1")])
    plan = bring_in(bank, [row(1, stem="完全改写的题干，问的还是同一件事？", outside_id="ZA-1")])
    assert plan.counts["changed"] == 1
    assert Question.objects.count() == 1
    assert newest(bank)[0].stem.startswith("完全改写")


def test_a_known_question_takes_an_outside_id_without_a_new_version(bureau: Bureau) -> None:
    bank = a_bank(bureau)
    bring_in(bank, [row(1)])
    plan = parse(bank, [row(1, outside_id="ZA-1")])
    assert rows_of(plan)[0]["parts"] == ["outside_id"]
    assert apply_plan(plan=plan, actor=AUTHOR, now=NOW).counts["stored"] == 0
    assert Question.objects.get().outside_id == "ZA-1"
    assert QuestionVersion.objects.count() == 1
    assert outcomes(parse(bank, [row(1)])) == ["unchanged"]


def test_a_file_without_a_column_leaves_the_field_alone(bureau: Bureau) -> None:
    bank = a_bank(bureau)
    bring_in(bank, [row(1, rationale="因为")])
    assert outcomes(parse(bank, [row(1)[:7]], head=HEAD)) == ["unchanged"]
    assert outcomes(parse(bank, [row(1)])) == ["changed"]


def test_a_question_twice_in_one_file_is_refused_the_second_time(bureau: Bureau) -> None:
    plan = parse(a_bank(bureau), [row(1), row(1, key="B"), row(2, outside_id="X"), row(3, outside_id="X")])
    assert outcomes(plan) == ["new", "refused", "new", "refused"]
    fault = PlanRow.from_dict(rows_of(plan)[1]).faults[0]
    assert (fault.code, fault.params["row"]) == ("twice_in_file", 2)


def test_the_same_question_in_another_bank_is_new(bureau: Bureau) -> None:
    bring_in(a_bank(bureau), [row(1)])
    assert outcomes(parse(a_bank(bureau, "另一题库"), [row(1)])) == ["new"]


STEM = "公安机关对被刑事拘留的犯罪嫌疑人，应当在拘留后的多少小时以内进行讯问？"


@pytest.mark.parametrize(
    ("choice", "questions", "versions"), [("", 1, 1), (Choice.SKIP, 1, 1), (Choice.NEW, 2, 2), (Choice.VERSION, 1, 1)]
)
def test_near_duplicates_are_decided_by_a_person(bureau: Bureau, choice: str, questions: int, versions: int) -> None:
    bank = a_bank(bureau)
    bring_in(bank, [row(1, stem=STEM)])
    plan = parse(bank, [row(1, stem=STEM.replace("被刑事拘留的", "被拘留的"))])
    assert outcomes(plan) == ["near"]
    assert rows_of(plan)[0]["alike"][0] >= 85
    if choice:
        choose(plan=plan, choices={0: choice}, actor=AUTHOR)
    apply_plan(plan=plan, actor=AUTHOR, now=NOW)
    assert (Question.objects.count(), QuestionVersion.objects.count()) == (questions, versions)
    changed = newest(bank)[0].stem != STEM
    assert changed is (choice == Choice.VERSION)


def test_a_refused_row_is_mended_in_place(bureau: Bureau) -> None:
    bank = a_bank(bureau)
    plan = parse(bank, [row(1), row(2, key="ABE")])
    mended = mend_row(plan=plan, place=1, values={"key": "B"}, actor=AUTHOR, now=NOW)
    assert (mended.outcome, mended.faults) == (Outcome.NEW, [])
    plan.refresh_from_db()
    assert (plan.counts["new"], plan.counts["refused"]) == (2, 0)
    apply_plan(plan=plan, actor=AUTHOR, now=NOW)
    assert len(newest(bank)) == 2


def test_a_row_mended_badly_stays_refused(bureau: Bureau) -> None:
    plan = parse(a_bank(bureau), [row(2, key="E")])
    mended = mend_row(plan=plan, place=0, values={"key": "F"}, actor=AUTHOR, now=NOW)
    assert mended.outcome == Outcome.REFUSED
    assert mended.faults[0].value == "F"


def test_what_another_import_stored_meanwhile_is_not_stored_twice(bureau: Bureau) -> None:
    bank = a_bank(bureau)
    mine, theirs = parse(bank, [row(1)]), parse(bank, [row(1)], actor=SECOND)
    apply_plan(plan=theirs, actor=SECOND, now=NOW)
    applied = apply_plan(plan=mine, actor=AUTHOR, now=NOW)
    assert (applied.counts["unchanged"], applied.counts["stored"]) == (1, 0)


@pytest.mark.parametrize("verb", [apply_plan, discard_plan])
def test_a_plan_ends_once(bureau: Bureau, verb) -> None:
    plan = parse(a_bank(bureau), [row(1)])
    verb(plan=plan, actor=AUTHOR, now=NOW)
    for again in (apply_plan, discard_plan):
        with pytest.raises(Refusal) as refused:
            again(plan=plan, actor=AUTHOR, now=NOW)
        assert refused.value.code == "records.plan_ended"


def test_a_discarded_plan_stores_nothing(bureau: Bureau) -> None:
    discard_plan(plan=parse(a_bank(bureau), [row(1)]), actor=AUTHOR, now=NOW)
    assert not Question.objects.exists()


def test_the_plan_is_its_owners(bureau: Bureau) -> None:
    plan = parse(a_bank(bureau), [row(1)])
    with pytest.raises(Refusal) as refused:
        apply_plan(plan=plan, actor=SECOND, now=NOW)
    assert refused.value.code == "records.plan_of_another"


def test_articles_are_tied_and_missing_ones_refused(bureau: Bureau) -> None:
    register_edition(
        law="治安管理处罚法",
        published_name="治安管理处罚法",
        adopted_on=date(2025, 6, 27),
        in_force_from=date(2026, 1, 1),
        articles=[ArticleText(number) for number in range(1, 145)],
        actor=AUTHOR,
        now=NOW,
    )
    bank = a_bank(bureau)
    head = [*EXTRA, "依据", "知识点"]
    rows = [
        [*row(1), "《治安管理处罚法》第一百零八条", "程序"],
        [*row(2), "治安管理处罚法第150条", "程序"],
        [*row(3), "《海商法》第一条", "程序"],
    ]
    plan = parse(bank, rows, head=head)
    assert outcomes(plan) == ["new", "refused", "new"]
    fault = PlanRow.from_dict(rows_of(plan)[1]).faults[0]
    assert (fault.code, fault.column, fault.params["last"]) == ("article_unknown", "J", 144)
    apply_plan(plan=plan, actor=AUTHOR, now=NOW)
    tied, free = newest(bank)
    assert (tied.article.label, free.article, free.basis) == ("第一百零八条", None, "《海商法》第一条")
    assert KnowledgePoint.objects.count() == 1
    rows[0][9] = "《治安管理处罚法》（2025年修订）第108条"
    assert outcomes(parse(bank, rows[:1], head=head)) == ["unchanged"]


@pytest.mark.parametrize("count", [10, 200])
def test_the_number_of_queries_does_not_grow(bureau: Bureau, django_assert_max_num_queries, count: int) -> None:
    bank = a_bank(bureau)
    rows = [row(number, outside_id=f"Q{number}") for number in range(count)]
    with django_assert_max_num_queries(5):
        plan = parse(bank, rows)
    with django_assert_max_num_queries(20):
        apply_plan(plan=plan, actor=AUTHOR, now=NOW)
    changed = [row(number, outside_id=f"Q{number}", rationale="因为") for number in range(count)]
    plan = parse(bank, changed)
    with django_assert_max_num_queries(20):
        apply_plan(plan=plan, actor=AUTHOR, now=NOW)
    assert QuestionVersion.objects.filter(rationale="因为").count() == count
