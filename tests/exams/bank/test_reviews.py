"""A version's life: every pair of states, two people, one approved version."""

from datetime import date
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from exams.bank.models import QuestionVersion
from exams.bank.reviews import approve, mark_stale, retire, return_to_author, submit_for_review
from exams.bank.states import MOVES, VersionState
from exams.law.editions import ArticleText, register_edition
from records.models import AuditEntry
from records.refusals import Refusal
from tests.exams.bank.questions import AUTHOR, SECOND, a_bank, bring_in, newest, row
from tests.people import NOW, Bureau


def a_version(bureau: Bureau, state: VersionState) -> QuestionVersion:
    """A version brought to the state by verbs."""
    bank = a_bank(bureau)
    bring_in(bank, [row(1)])
    version = newest(bank)[0]
    if state == VersionState.DRAFT:
        return version
    submit_for_review(versions=[version], actor=AUTHOR, now=NOW)
    if state == VersionState.IN_REVIEW:
        return fresh(version)
    approve(versions=[version], actor=SECOND, now=NOW)
    if state == VersionState.STALE:
        tie_and_set_aside(version)
    elif state == VersionState.RETIRED:
        retire(versions=[version], actor=SECOND, now=NOW)
    return fresh(version)


def fresh(version: QuestionVersion) -> QuestionVersion:
    return QuestionVersion.objects.get(pk=version.pk)


def tie_and_set_aside(version: QuestionVersion) -> None:
    """Rest the version on an edition and set it aside as its law changes."""
    edition = register_edition(
        law="治安管理处罚法",
        published_name="治安管理处罚法",
        adopted_on=date(2012, 10, 26),
        in_force_from=date(2013, 1, 1),
        articles=[ArticleText(1)],
        actor=AUTHOR,
        now=NOW,
    )
    QuestionVersion.objects.filter(pk=version.pk).update(article=edition.articles.get())
    resting = QuestionVersion.objects.approved().resting_on(edition)
    mark_stale(versions=resting, reason=edition.published_name, actor=AUTHOR, now=NOW)


def move(version: QuestionVersion, to: VersionState) -> None:
    """The verb that leads to the state."""
    verbs = {
        VersionState.IN_REVIEW: lambda: submit_for_review(versions=[version], actor=AUTHOR, now=NOW),
        VersionState.APPROVED: lambda: approve(versions=[version], actor=SECOND, now=NOW),
        VersionState.DRAFT: lambda: return_to_author(versions=[version], reason="不妥", actor=SECOND, now=NOW),
        VersionState.STALE: lambda: tie_and_set_aside(version),
        VersionState.RETIRED: lambda: retire(versions=[version], actor=SECOND, now=NOW),
    }
    verbs[to]()


@pytest.mark.parametrize(("start", "end"), [pair for pair in product(VersionState, VersionState) if pair[0] != pair[1]])
def test_only_the_moves_of_the_table_are_made(bureau: Bureau, start: VersionState, end: VersionState) -> None:
    version = a_version(bureau, start)
    allowed = end in MOVES[start] and (start, end) != (VersionState.IN_REVIEW, VersionState.STALE)
    if allowed:
        move(version, end)
        assert fresh(version).state == end
    elif end == VersionState.STALE:
        move(version, end)  # sets aside what is approved and leaves the rest alone
        assert fresh(version).state == start
    else:
        with pytest.raises(Refusal) as refused:
            move(version, end)
        assert refused.value.code == "bank.wrong_state"
        assert fresh(version).state == start


def test_a_version_approved_before_goes_back_to_stale_not_to_draft(bureau: Bureau) -> None:
    version = a_version(bureau, VersionState.STALE)
    submit_for_review(versions=[version], actor=AUTHOR, now=NOW)
    return_to_author(versions=[version], reason="条文已改", actor=SECOND, now=NOW)
    assert fresh(version).state == VersionState.STALE


def test_a_newer_draft_sets_the_version_in_review_aside(bureau: Bureau) -> None:
    version = a_version(bureau, VersionState.STALE)
    submit_for_review(versions=[version], actor=AUTHOR, now=NOW)
    bring_in(version.question.bank, [row(1, key="B")], actor=SECOND)
    assert fresh(version).state == VersionState.STALE
    entry = AuditEntry.objects.filter(action="exams.question_stale").latest("pk")
    assert (entry.subject_uuid, entry.before, entry.after) == (version.uuid, {"state": "in_review"}, {"state": "stale"})
    assert entry.actor_uuid == SECOND.uuid


def test_doing_it_twice_is_doing_it_once(bureau: Bureau) -> None:
    version = a_version(bureau, VersionState.IN_REVIEW)
    approve(versions=[version], actor=SECOND, now=NOW)
    assert approve(versions=[version], actor=SECOND, now=NOW) == []
    assert AuditEntry.objects.filter(action="exams.question_approved").count() == 1


def test_nobody_approves_his_own_question(bureau: Bureau) -> None:
    version = a_version(bureau, VersionState.IN_REVIEW)
    with pytest.raises(Refusal) as refused:
        approve(versions=[version], actor=AUTHOR, now=NOW)
    assert refused.value.code == "bank.own_question"
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionVersion.objects.filter(pk=version.pk).update(approved_by=AUTHOR.uuid, approved_at=NOW)


def test_a_bulk_approval_is_all_or_none(bureau: Bureau) -> None:
    bank = a_bank(bureau)
    bring_in(bank, [row(1)])
    bring_in(bank, [row(2)], actor=SECOND)
    submit_for_review(versions=newest(bank), actor=AUTHOR, now=NOW)
    with pytest.raises(Refusal):
        approve(versions=newest(bank), actor=SECOND, now=NOW)
    assert not QuestionVersion.objects.approved().exists()


def test_a_new_approved_version_retires_the_one_before(bureau: Bureau) -> None:
    version = a_version(bureau, VersionState.APPROVED)
    bank = version.question.bank
    bring_in(bank, [row(1, key="B")])
    submit_for_review(versions=newest(bank), actor=AUTHOR, now=NOW)
    approve(versions=newest(bank), actor=SECOND, now=NOW)
    assert fresh(version).state == VersionState.RETIRED
    assert QuestionVersion.objects.approved().get().number == 2


def test_the_database_holds_one_approved_version(bureau: Bureau) -> None:
    version = a_version(bureau, VersionState.APPROVED)
    bring_in(version.question.bank, [row(1, key="B")])
    newer = newest(version.question.bank)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionVersion.objects.filter(pk=newer.pk).update(
            state=VersionState.APPROVED, approved_by=SECOND.uuid, approved_at=NOW
        )


def test_a_stale_version_with_a_newer_one_is_not_reviewed(bureau: Bureau) -> None:
    version = a_version(bureau, VersionState.STALE)
    bring_in(version.question.bank, [row(1, key="B")])
    with pytest.raises(Refusal) as refused:
        submit_for_review(versions=[version], actor=AUTHOR, now=NOW)
    assert refused.value.code == "bank.newer_version"


def test_returning_needs_a_reason(bureau: Bureau) -> None:
    version = a_version(bureau, VersionState.IN_REVIEW)
    with pytest.raises(Refusal) as refused:
        return_to_author(versions=[version], reason="  ", actor=SECOND, now=NOW)
    assert (refused.value.code, refused.value.field) == ("bank.reason_missing", "reason")


@pytest.mark.parametrize("count", [3, 60])
def test_bulk_moves_take_the_same_queries(bureau: Bureau, django_assert_max_num_queries, count: int) -> None:
    bank = a_bank(bureau)
    bring_in(bank, [row(number) for number in range(count)])
    versions = newest(bank)
    with django_assert_max_num_queries(7):
        submit_for_review(versions=versions, actor=AUTHOR, now=NOW)
    with django_assert_max_num_queries(7):
        approve(versions=versions, actor=SECOND, now=NOW)
    assert QuestionVersion.objects.approved().count() == count
