"""One's own file, and the way of a request through the pages: asked with proof, answered, seen by both."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personnel.access.states import Role
from personnel.accounts.models import Account
from personnel.corrections.models import CorrectionRequest
from personnel.corrections.requests import accept_request
from personnel.corrections.states import CorrectionState
from personnel.officers.models import Officer, Rank
from personnel.officers.posts import NewPost, appoint
from personnel.officers.states import Category, Relation
from records.days import start_of
from records.models import AuditEntry, StoredFile
from tests import people
from tests.people import Bureau
from tests.personnel.corrections.asking import PDF, ask

As = Callable[[Account], Client]
OWN = reverse("personnel:own_file")
LIST = reverse("personnel:corrections")


def asking(code: str, uuid: object) -> str:
    return f"{reverse('personnel:ask_correction')}?fact={code}:{uuid}"


def proof(content: bytes = PDF, name: str = "身份证.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def page_of(name: str, request: CorrectionRequest) -> str:
    return reverse(f"personnel:{name}", args=[request.uuid])


def test_the_way_of_a_request(dai: Officer, dai_account: Account, south_hr: Account, as_: As) -> None:
    officer, hr = as_(dai_account), as_(south_hr)
    page = officer.get(OWN).content.decode()
    assert asking("name", dai.uuid) in page.replace("&amp;", "&")
    sent = officer.post(
        asking("name", dai.uuid),
        {"wanted": "戴启民", "reason": "登记时写错一个字", "proofs": [proof(), proof(PDF + b" ", "户口簿.pdf")]},
    )
    request = CorrectionRequest.objects.get()
    assert sent.headers["Location"] == page_of("correction", request)
    assert StoredFile.objects.filter(owner_uuid=request.uuid).count() == 2
    assert "待答复" in officer.get(OWN).content.decode()

    assert "待答复的勘误申请" in hr.get("/").content.decode()
    assert "戴启明" in hr.get(LIST).content.decode()
    shown = hr.get(page_of("correction", request)).content.decode()
    assert "户口簿.pdf" in shown
    assert "戴启民" in shown
    asked = hr.get(page_of("accept_correction", request)).content.decode()
    assert "将立即更正为“戴启民”" in asked
    answered = hr.post(page_of("accept_correction", request), {"document_no": "临公政〔2026〕88号", "answer": "已核对"})
    assert answered.headers["Location"] == LIST

    page = officer.get(OWN).content.decode()
    assert "戴启民" in page
    assert "临公政〔2026〕88号" in page
    assert "已更正" in page
    assert "已核对" in officer.get(page_of("correction", request)).content.decode()
    assert "待答复的勘误申请" not in hr.get("/").content.decode()


def test_the_file_says_since_when_and_by_which_document(bureau: Bureau, as_: As) -> None:
    officer = people.officer_in(bureau.liudi, "021306", "戴启明", legal_certificate_no="A2018110101")
    page = as_(people.account_of(officer)).get(OWN).content.decode()
    for words in ("戴启明", "021306", "二级警司", "柳堤街派出所", "A2018110101", "2015-07-01", "在编"):
        assert words in page
    assert officer.id_number not in page
    assert officer.id_number[-4:] in page


def test_an_auxiliary_has_a_file_too(bureau: Bureau, as_: As) -> None:
    helper = people.officer_in(
        bureau.liudi,
        None,
        "吴昊",
        category=Category.AUXILIARY,
        established=False,
        rank="",  # type: ignore[arg-type]
    )
    page = as_(people.account_of(helper)).get(OWN)
    assert page.status_code == 200
    assert "吴昊" in page.content.decode()


def test_my_number_in_full_is_shown_once_and_written_down(dai: Officer, dai_account: Account, as_: As) -> None:
    client, address = as_(dai_account), reverse("personnel:own_identity")
    assert client.get(address).status_code == 405
    shown = client.post(address)
    assert dai.id_number in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert dai.id_number not in client.get(OWN).content.decode()
    entry = AuditEntry.objects.get(action="personnel.own_identity_shown")
    assert (entry.subject_uuid, entry.subject_label) == (dai.uuid, "戴**")


def test_who_is_no_officer_has_no_file(as_: As, db: None) -> None:
    program = Account.objects.create(
        login_name="clerk-without-number", display_name="访客", created_at=people.FOUNDED, must_change_password=False
    )
    for address in (OWN, reverse("personnel:ask_correction")):
        assert as_(program).get(address).status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"wanted": "", "reason": "错", "proofs": [proof()]}, "wanted"),
        ({"wanted": "戴启明", "reason": "错", "proofs": [proof()]}, "wanted"),
        ({"wanted": "戴启民", "reason": "", "proofs": [proof()]}, "reason"),
        ({"wanted": "戴启民", "reason": "错"}, "proofs"),
        ({"wanted": "戴启民", "reason": "错", "proofs": [proof(b"MZ\x00\x01", "证明.pdf")]}, "proofs"),
        ({"wanted": "戴启民", "reason": "错", "proofs": [proof("文字".encode(), "证明.txt")]}, "proofs"),
    ],
)
def test_bad_input_is_shown_at_its_field(
    dai: Officer, dai_account: Account, as_: As, data: dict[str, Any], words: str
) -> None:
    shown = as_(dai_account).post(asking("name", dai.uuid), data)
    assert shown.status_code == 200
    assert f'id="id_{words}_error"' in shown.content.decode()
    assert not CorrectionRequest.objects.exists()


@pytest.mark.parametrize("fact", ["", "name", "name:x", "name:6b1c2f0e-0000-4000-8000-000000000000", "salary:1"])
def test_only_what_is_on_record_is_asked_about(dai_account: Account, as_: As, fact: str) -> None:
    assert as_(dai_account).get(f"{reverse('personnel:ask_correction')}?fact={fact}").status_code == 404


def test_each_fact_has_its_control(dai: Officer, dai_account: Account, as_: As) -> None:
    client = as_(dai_account)
    assert "_error" not in client.get(asking("name", dai.uuid)).content.decode()
    assert '<select name="wanted"' in client.get(asking("sex", dai.uuid)).content.decode()
    assert 'class="date"' in client.get(asking("born_on", dai.uuid)).content.decode()
    assert "登记有遗漏" in client.get(asking("missing", dai.uuid)).content.decode()


def test_a_request_is_seen_by_who_asked_and_who_answers(
    dai: Officer,
    he: Officer,
    bai: Officer,
    dai_account: Account,
    hr: Account,
    trainer: Account,
    as_: As,
    bureau: Bureau,
) -> None:
    request = ask(dai, dai_account)
    north = people.officer_in(bureau.north, "030009", "秦岚")
    north_hr = people.with_role(people.account_of(north), Role.HR, bureau.north)
    for account, seen in ((dai_account, 200), (hr, 200), (trainer, 404), (people.account_of(he), 404), (north_hr, 404)):
        assert as_(account).get(page_of("correction", request)).status_code == seen
    assert "戴启明" not in as_(north_hr).get(LIST).content.decode()
    for name in ("accept_correction", "refuse_correction"):
        assert as_(north_hr).post(page_of(name, request), {"document_no": "X", "answer": "Y"}).status_code == 404
        assert as_(dai_account).post(page_of(name, request), {"document_no": "X", "answer": "Y"}).status_code == 403
    assert as_(hr).post(page_of("withdraw_correction", request)).status_code == 404
    request.refresh_from_db()
    assert request.state == CorrectionState.ASKED


def test_the_officer_withdraws_after_being_asked(dai: Officer, dai_account: Account, as_: As) -> None:
    request = ask(dai, dai_account)
    client = as_(dai_account)
    assert "撤回申请" in client.get(page_of("withdraw_correction", request)).content.decode()
    assert client.post(page_of("withdraw_correction", request)).headers["Location"] == OWN
    request.refresh_from_db()
    assert request.state == CorrectionState.WITHDRAWN


def test_hr_refuses_with_a_reason_that_the_officer_reads(
    dai: Officer, dai_account: Account, hr: Account, as_: As
) -> None:
    request = ask(dai, dai_account)
    client = as_(hr)
    assert 'id="id_answer_error"' in client.post(page_of("refuse_correction", request), {}).content.decode()
    client.post(page_of("refuse_correction", request), {"answer": "与户口簿一致"})
    assert "与户口簿一致" in as_(dai_account).get(page_of("correction", request)).content.decode()


def test_what_is_not_done_is_not_accepted(dai: Officer, dai_account: Account, hr: Account, as_: As) -> None:
    rank = Rank.objects.get(officer=dai)
    request = ask(dai, dai_account, "rank", "一级警司", fact_uuid=rank.uuid)
    page = as_(hr).post(page_of("accept_correction", request), {"document_no": "临公政〔2026〕9号"}).content.decode()
    assert 'id="id_document_no_error"' in page


def test_the_list_shows_what_waits_and_by_filter_the_rest(
    dai: Officer, he: Officer, dai_account: Account, hr: Account, as_: As
) -> None:
    done = ask(dai, dai_account)
    accept_request(
        request=done, document_no="临公政〔2026〕88号", actor=people.actor_of(hr), now=people.NOW + timedelta(days=1)
    )
    ask(he, people.account_of(he), wanted="何晓辰")
    client = as_(hr)
    assert "何晓晨" in client.get(LIST).content.decode()
    assert "戴启民" not in client.get(LIST).content.decode()
    assert "戴启民" in client.get(f"{LIST}?state=accepted").content.decode()
    assert "何晓晨" in client.get(f"{LIST}?state=all&q=0a2196").content.decode()
    assert "没有符合条件的申请" in client.get(f"{LIST}?q=无此人").content.decode()


def test_the_queries_of_the_list_do_not_grow(
    bureau: Bureau, hr: Account, as_: As, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        officer = people.officer_in(bureau.yanchi, f"0500{number:02d}", f"丁一{number}")
        ask(officer, people.account_of(officer), wanted="丁一鸣")
    client = as_(hr)
    with django_assert_max_num_queries(12):
        assert client.get(LIST).content.decode().count("丁一") == 12


def test_the_queries_of_the_file_do_not_grow(bureau: Bureau, dai: Officer, dai_account: Account, as_: As) -> None:
    client = as_(dai_account)
    client.get(OWN)
    with CaptureQueriesContext(connection) as few:
        client.get(OWN)
    for year in range(2016, 2024):
        since = start_of(date(year, 7, 1))
        more = NewPost(unit=bureau.yanchi, post=f"教导员{year}", since=since, relation=Relation.CONCURRENT)
        appoint(posts=[(dai, more)], actor=people.SYSTEM, document_no=f"任免{year}", now=since)
    with CaptureQueriesContext(connection) as many:
        page = client.get(OWN).content.decode()
    assert page.count("教导员20") == 16  # on record, and on the time line
    assert len(many) == len(few)
