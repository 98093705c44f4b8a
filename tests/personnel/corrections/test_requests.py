"""Asking for a correction, taking it back, answering it: who may, once, with proof, and never by word alone."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.changes.models import Change
from personnel.corrections.models import CorrectionRequest
from personnel.corrections.requests import Proof, accept_request, refuse_request, withdraw_request
from personnel.corrections.states import MOVES, CorrectionState
from personnel.officers.models import Officer, Rank
from personnel.officers.posts import NewPost, appoint
from personnel.officers.ranks import award_ranks
from personnel.officers.states import Relation, Service
from personnel.officers.status import change_status
from records.days import start_of
from records.files import may_read, read_file
from records.models import AuditEntry, Notice, StoredFile
from records.notices import words_of
from records.refusals import Refusal
from tests.people import NOW, SYSTEM, TODAY, Bureau, account_of, actor_of, id_number
from tests.personnel.corrections.asking import CARD, PDF, ask

LATER = NOW + timedelta(days=3)
ORDER = "临公政〔2026〕88号"


class refused:  # noqa: N801  (reads as a sentence)
    """with refused("corrections.open"): …"""

    def __init__(self, code: str) -> None:
        self.code = code

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        assert isinstance(error, Refusal), f"not refused: {error!r}"
        assert error.code == self.code
        return True


def end(request: CorrectionRequest, to: CorrectionState, dai_account: Account, hr: Account) -> CorrectionRequest:
    acts: dict[CorrectionState, Callable[[], CorrectionRequest]] = {
        CorrectionState.WITHDRAWN: lambda: withdraw_request(request=request, actor=actor_of(dai_account), now=LATER),
        CorrectionState.ACCEPTED: lambda: accept_request(
            request=request, document_no=ORDER, actor=actor_of(hr, Role.HR), now=LATER
        ),
        CorrectionState.REFUSED: lambda: refuse_request(
            request=request, answer="户口簿所载一致", actor=actor_of(hr, Role.HR), now=LATER
        ),
    }
    return acts[to]()


def test_a_request_keeps_what_was_shown_and_what_is_wanted(dai: Officer, dai_account: Account) -> None:
    request = ask(dai, dai_account)
    request.refresh_from_db()
    assert (request.shown, request.wanted, request.state) == ("戴启明", "戴启民", CorrectionState.ASKED)
    raw = CorrectionRequest.objects.filter(pk=request.pk).extra(select={"raw": "wanted"}).values_list("raw", flat=True)
    assert "戴启民" not in raw[0]
    (file,) = StoredFile.objects.filter(owner_uuid=request.uuid)
    assert (file.name, read_file(file)) == ("身份证.pdf", PDF)


def test_the_audit_entry_names_nobody(dai: Officer, dai_account: Account) -> None:
    ask(dai, dai_account)
    entry = AuditEntry.objects.get(action="personnel.correction_asked")
    assert entry.subject_label == "戴**"
    assert entry.after == {"what": "name", "wanted": "戴**"}


@pytest.mark.parametrize(
    ("code", "wanted", "more", "refusal"),
    [
        ("name", "  ", {}, "corrections.wanted"),
        ("name", "戴启明", {}, "corrections.same"),
        ("id_number", "110105194912310021", {}, "corrections.wanted"),
        ("born_on", "1990-13-01", {}, "corrections.wanted"),
        ("name", "戴启民", {"reason": " "}, "corrections.reason"),
        ("name", "戴启民", {"proofs": []}, "corrections.proof"),
        ("name", "戴启民", {"proofs": [CARD] * 6}, "corrections.proof"),
        ("name", "戴启民", {"proofs": [Proof("证明.txt", "户口簿".encode())]}, "corrections.proof"),
        ("name", "戴启民", {"proofs": [Proof("损坏.pdf", bytes(range(8)))]}, "corrections.proof"),
        ("name", "戴启民", {"proofs": [Proof("空.pdf", b"")]}, "files.empty"),
        ("rank", "一级警司", {"fact_uuid": uuid4()}, "corrections.no_fact"),
    ],
)
def test_bad_input_is_refused_and_leaves_nothing(
    dai: Officer, dai_account: Account, code: str, wanted: str, more: dict[str, Any], refusal: str
) -> None:
    with refused(refusal):
        ask(dai, dai_account, code, wanted, **more)
    assert not CorrectionRequest.objects.exists()
    assert not StoredFile.objects.exists()


def test_nobody_asks_for_somebody_else(dai: Officer, he: Officer) -> None:
    with refused("corrections.not_own"):
        ask(dai, account_of(he))


def test_one_thing_is_asked_for_once_at_a_time(dai: Officer, dai_account: Account) -> None:
    request = ask(dai, dai_account)
    with refused("corrections.open"):
        ask(dai, dai_account, wanted="戴启铭")
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionRequest.objects.create(
            officer=dai, code="name", fact_uuid=dai.uuid, shown="", wanted="", reason="", asked_at=NOW
        )
    withdraw_request(request=request, actor=actor_of(dai_account), now=LATER)
    assert ask(dai, dai_account, wanted="戴启铭").state == CorrectionState.ASKED


@pytest.mark.parametrize("start", CorrectionState)
@pytest.mark.parametrize("to", [state for state in CorrectionState if state != CorrectionState.ASKED])
def test_every_move_of_the_table(
    dai: Officer, dai_account: Account, hr: Account, start: CorrectionState, to: CorrectionState
) -> None:
    request = ask(dai, dai_account)
    if start != CorrectionState.ASKED:
        end(request, start, dai_account, hr)
    if to in MOVES[start]:
        assert end(request, to, dai_account, hr).state == to
    else:
        with refused("corrections.ended"):
            end(request, to, dai_account, hr)


def test_accepting_corrects_the_person_by_the_document(dai: Officer, dai_account: Account, hr: Account) -> None:
    request = ask(dai, dai_account)
    accepted = accept_request(request=request, document_no=ORDER, actor=actor_of(hr, Role.HR), now=LATER)
    dai.refresh_from_db()
    assert dai.name == "戴启民"
    assert accepted.change == Change.objects.get(officer=dai, reason_code="officer.corrected")
    assert accepted.change.document_no == ORDER


@pytest.mark.parametrize(
    ("code", "wanted", "column", "value"),
    [
        ("sex", "female", "sex", "female"),
        ("born_on", "1989-12-31", "born_on", date(1989, 12, 31)),
        ("joined_on", "2014-07-01", "joined_on", date(2014, 7, 1)),
        ("id_number", id_number(77), "id_number", id_number(77)),
    ],
)
def test_each_column_is_corrected(
    dai: Officer, dai_account: Account, hr: Account, code: str, wanted: str, column: str, value: object
) -> None:
    request = ask(dai, dai_account, code, wanted)
    accept_request(request=request, document_no=ORDER, actor=actor_of(hr, Role.HR), now=LATER)
    assert getattr(Officer.objects.get(pk=dai.pk), column) == value


def test_two_requests_by_one_document_are_both_carried_out(dai: Officer, dai_account: Account, hr: Account) -> None:
    name = ask(dai, dai_account)
    born = ask(dai, dai_account, "born_on", "1990-01-02")
    for request in (name, born):
        accept_request(request=request, document_no=ORDER, actor=actor_of(hr, Role.HR), now=LATER)
    dai.refresh_from_db()
    assert (dai.name, dai.born_on) == ("戴启民", date(1990, 1, 2))


def test_a_dated_fact_is_corrected_before_it_is_accepted(dai: Officer, dai_account: Account, hr: Account) -> None:
    rank = Rank.objects.get(officer=dai)
    request = ask(dai, dai_account, "rank", "一级警司", fact_uuid=rank.uuid)
    by_hr = actor_of(hr, Role.HR)
    with refused("corrections.not_done"):
        accept_request(request=request, document_no=ORDER, actor=by_hr, now=LATER)
    award_ranks(ranks=[(dai, "一级警司", "")], since=NOW, document_no=ORDER, actor=by_hr, now=LATER)
    with refused("corrections.not_done"):
        accept_request(request=request, document_no="别的文号", actor=by_hr, now=LATER)
    assert accept_request(request=request, document_no=ORDER, actor=by_hr, now=LATER).change.document_no == ORDER


def test_accepting_needs_a_document_and_refusing_a_reason(dai: Officer, dai_account: Account, hr: Account) -> None:
    request = ask(dai, dai_account)
    with refused("corrections.document"):
        accept_request(request=request, document_no=" ", actor=actor_of(hr, Role.HR), now=LATER)
    with refused("corrections.answer"):
        refuse_request(request=request, answer=" ", actor=actor_of(hr, Role.HR), now=LATER)


def test_nobody_answers_his_own_request(hr: Account) -> None:
    assert hr.officer is not None
    request = ask(hr.officer, hr, wanted="刘芬")
    with refused("corrections.own"):
        accept_request(request=request, document_no=ORDER, actor=actor_of(hr, Role.HR), now=LATER)
    assert request not in CorrectionRequest.objects.answerable_by(actor_of(hr))


def test_who_may_answer_is_told_and_so_is_the_officer(
    dai: Officer, dai_account: Account, hr: Account, south_hr: Account, trainer: Account
) -> None:
    request = ask(dai, dai_account)
    told = Notice.objects.filter(code="personnel.correction_asked")
    assert set(told.values_list("owner_uuid", flat=True)) == {hr.uuid, south_hr.uuid}
    assert words_of(told[0]) == "戴启明申请勘误：姓名"
    refuse_request(request=request, answer="户口簿所载一致", actor=actor_of(hr, Role.HR), now=LATER)
    answer = Notice.objects.get(owner_uuid=dai_account.uuid, code="personnel.correction_refused")
    assert answer.url.endswith(f"{request.uuid}/")


def test_a_proof_is_read_by_who_asked_and_who_may_answer(
    bureau: Bureau, dai: Officer, he: Officer, dai_account: Account, hr: Account, south_hr: Account, trainer: Account
) -> None:
    request = ask(dai, dai_account)
    file = StoredFile.objects.get(owner_uuid=request.uuid)
    for account in (dai_account, hr, south_hr):
        assert may_read(file, actor_of(account))
    for account in (trainer, account_of(he)):
        assert not may_read(file, actor_of(account))


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"state": "refused", "ended_at": NOW, "answered_by_uuid": uuid4()},
        {"state": "accepted", "ended_at": NOW, "answered_by_uuid": uuid4(), "document_no": ORDER},
        {"state": "withdrawn"},
        {"ended_at": NOW},
    ],
)
def test_the_database_refuses_what_the_verbs_refuse(dai: Officer, dai_account: Account, wrong: dict[str, Any]) -> None:
    request = ask(dai, dai_account)
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionRequest.objects.filter(pk=request.pk).update(**wrong)


def test_who_retired_meanwhile_is_still_answered(dai: Officer, dai_account: Account, south_hr: Account) -> None:
    request = ask(dai, dai_account, "joined_on", "2014-07-01")
    by_hr = actor_of(south_hr, Role.HR)
    change_status(
        officers=[dai], status=Service.RETIRED, since=start_of(TODAY), actor=by_hr, document_no=ORDER, now=NOW
    )
    assert request in CorrectionRequest.objects.answerable_by(by_hr)
    assert accept_request(request=request, document_no="临公政〔2026〕89号", actor=by_hr, now=LATER).change is not None


def test_a_unit_that_only_borrows_somebody_does_not_answer(
    bureau: Bureau, bai: Officer, hr: Account, south_hr: Account
) -> None:
    since = start_of(date(2026, 3, 1))
    post = NewPost(unit=bureau.yanchi, post="民警", since=since, relation=Relation.CONCURRENT)
    appoint(posts=[(bai, post)], actor=SYSTEM, now=since)
    request = ask(bai, account_of(bai))
    told = set(Notice.objects.filter(code="personnel.correction_asked").values_list("owner_uuid", flat=True))
    assert told == {hr.uuid}
    assert request not in CorrectionRequest.objects.answerable_by(actor_of(south_hr))
    assert request in CorrectionRequest.objects.answerable_by(actor_of(hr))
