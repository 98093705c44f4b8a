"""The room's pages and calls: who gets in, what they cost, and that no key ever leaves the server."""

import gzip
import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from exams.delivery.attempts import admit_officers, void_attempts
from exams.delivery.models import Attempt, Response
from exams.papers.models import KeyRevision
from exams.sittings.models import Registration, Sitting
from exams.sittings.registrations import register_officers
from records import clock
from records.models import AuditEntry
from tests.exams.exam_rooms import FIRST, attempt_of, open_sitting, right_answers
from tests.people import NOW, account_of

PER_REQUEST = 4  # session, account, in service, roles


@pytest.fixture
def sitting(bureau, dai, he, monkeypatch):
    """An open sitting of two officers."""
    return open_sitting(bureau.bureau, [dai, he])


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    """The clock stands at the sitting's time."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW


@pytest.fixture
def browser(sitting, dai_account, as_):
    """戴启明's browser."""
    return as_(dai_account)


def take(officer) -> str:
    return reverse("exams:take", args=[Registration.objects.get(officer=officer).uuid])


def start(browser, officer):
    return browser.post(f"{take(officer)}start")


def call(client, name, token, body=None):
    return client.post(
        reverse(f"exams:{name}"),
        json.dumps(body or {}),
        content_type="application/json",
        headers={"Authorization": f"Exam {token}"},
    )


def answers(sitting, first=1):
    return {
        "answers": [
            {"item": number, "answer": chosen, "flagged": False, "sequence": first}
            for number, chosen in right_answers(sitting).items()
        ]
    }


def test_start_save_submit_and_what_they_cost(sitting, browser, dai, client, django_assert_max_num_queries):
    address, changes = f"{take(dai)}start", answers(sitting)
    with django_assert_max_num_queries(PER_REQUEST + 4 + 2):  # two more: the transaction's beginning and end
        begun = browser.post(address).json()
    assert begun.keys() == {"paper_url", "order", "deadline", "now", "token", "holder", "key", "answers"}
    assert begun["key"] is None
    with django_assert_max_num_queries(1):
        saved = call(client, "save_answers", begun["token"], changes).json()
    assert len(saved["saved"]) == 12
    with django_assert_max_num_queries(4 + 2):
        done = call(client, "submit_attempt", begun["token"])
    assert done.status_code == 200
    assert attempt_of(dai).state == "submitted"
    entry = AuditEntry.objects.get(action="exams.attempt_submitted")
    assert (entry.actor_role, entry.address) == ("officer", "127.0.0.1")
    assert call(client, "submit_attempt", begun["token"]).json() == done.json()


def test_coming_back_brings_the_saved_answers(sitting, browser, dai, client):
    call(client, "save_answers", start(browser, dai).json()["token"], answers(sitting))
    again = start(browser, dai).json()
    assert {row["item"]: row["answer"] for row in again["answers"]} == right_answers(sitting)
    assert {row["holder"] for row in again["answers"]} == {1}
    assert again["holder"] == 2


def test_an_older_page_is_told_why_it_saves_no_more(sitting, browser, dai, client):
    old = start(browser, dai).json()["token"]
    start(browser, dai)
    refused = call(client, "save_answers", old, answers(sitting))
    assert refused.status_code == 409
    assert refused.json()["code"] == "attempts.superseded"
    assert refused["Cache-Control"] == "no-store"


def test_a_session_that_ended_loses_nothing(sitting, browser, dai, client):
    token = start(browser, dai).json()["token"]
    browser.logout()
    assert call(client, "save_answers", token, answers(sitting)).status_code == 200
    assert Response.objects.count() == 12


def test_the_paper_comes_compressed_and_stays_in_the_browser(sitting, browser, dai):
    url = start(browser, dai).json()["paper_url"]
    paper = browser.get(url)
    assert "immutable" in paper["Cache-Control"]
    document = json.loads(gzip.decompress(paper.content))
    assert document["count"] == 12
    assert [len(section["items"]) for section in document["sections"]] == [4, 4, 4]


def test_the_paper_is_only_for_who_has_started(sitting, browser, he, dai, as_):
    form = attempt_of(dai).form
    url = reverse("exams:form_document", args=[form.uuid, form.fingerprint])
    assert browser.get(url).status_code == 404
    start(browser, dai)
    assert browser.get(url).status_code == 200
    assert browser.get(url.replace(form.fingerprint[:6], "000000")).status_code == 404
    assert as_(account_of(he)).get(url).status_code == 404


def test_others_exams_are_not_there(sitting, browser, he):
    assert browser.get(take(he)).status_code == 404
    assert start(browser, he).status_code == 404
    assert Attempt.objects.filter(started_at__isnull=False).count() == 0


def test_who_was_registered_late_gets_a_paper_at_the_start(sitting, bai, as_):
    register_officers(sitting=sitting, officers=[bai], actor=FIRST, now=clock.now())
    assert start(as_(account_of(bai)), bai).json()["token"]
    assert admit_officers(sitting=sitting, actor=FIRST, now=clock.now()) == []


def keys_in(text: str) -> set[str]:
    """Option ids of keys that stand near a word of a key, or rationales."""
    return set(re.findall(r'理由\d+|"key": ?\[|rationale|is_key|class="key', text))


def test_no_key_leaves_the_server_before_the_release(sitting, browser, dai, client):
    begun = start(browser, dai)
    token, paper = begun.json()["token"], browser.get(begun.json()["paper_url"])
    saved = call(client, "save_answers", token, answers(sitting))
    wrong = {"answers": [{"item": 1, "answer": ["nonsense"], "flagged": False, "sequence": 9}]}
    refused = call(client, "save_answers", token, wrong)
    mine = reverse("exams:my_registration", args=[Registration.objects.get(officer=dai).uuid])
    texts = [
        browser.get(take(dai)).content.decode(),
        begun.content.decode(),
        gzip.decompress(paper.content).decode(),
        saved.content.decode(),
        refused.content.decode(),
        call(client, "submit_attempt", token).content.decode(),
        browser.get(take(dai)).content.decode(),
        browser.get(reverse("exams:my_exams")).content.decode(),
        browser.get(mine).content.decode(),
        browser.get("/").content.decode(),
    ]
    assert [keys_in(text) for text in texts] == [set()] * len(texts)
    ids = {one for key in KeyRevision.objects.get().keys.values() for one in key}
    document = json.loads(gzip.decompress(paper.content))
    options = [option for section in document["sections"] for item in section["items"] for option in item["options"]]
    assert ids < {option["id"] for option in options}
    assert all(option.keys() == {"id", "text"} for option in options)
    for text in (texts[0], texts[1], texts[6], texts[7], texts[8], texts[9]):
        assert not [one for one in ids if one in text]


def test_the_order_of_options_is_each_officers_own(sitting, browser, dai, he, as_):
    orders = {json.dumps(start(browser, dai).json()["order"])}
    orders.add(json.dumps(start(as_(account_of(he)), he).json()["order"]))
    assert len(orders) == 2


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b"nonsense", "/answers"),
        (b"{}", "/answers"),
        (b'{"answers": 3}', "/answers"),
        (b'{"answers": [3]}', "/answers/0"),
        (b'{"answers": [{"item": 1, "sequence": 1, "answer": "abc"}]}', "/answers/0/answer"),
        (b'{"answers": [{"item": 1, "sequence": 1, "answer": [7]}]}', "/answers/0/answer"),
        (b'{"answers": [{"item": "1", "sequence": 1, "answer": []}]}', "/answers/0/item"),
        (b'{"answers": [{"item": true, "sequence": 1, "answer": []}]}', "/answers/0/item"),
        (b'{"answers": [{"item": 1, "sequence": 0, "answer": []}]}', "/answers/0/sequence"),
        (b'{"answers": [{"item": 1, "sequence": 1, "answer": [], "flagged": 1}]}', "/answers/0/flagged"),
    ],
)
def test_what_can_not_be_read_names_its_place(sitting, browser, dai, client, body, pointer):
    token = start(browser, dai).json()["token"]
    refused = client.post(
        reverse("exams:save_answers"), body, content_type="application/json", headers={"Authorization": f"Exam {token}"}
    )
    assert refused.status_code == 400
    assert refused.json()["pointer"] == pointer
    assert not Response.objects.exists()


@pytest.mark.parametrize("name", ["save_answers", "submit_attempt"])
def test_without_a_token_nothing_happens(sitting, browser, dai, client, name):
    start(browser, dai)
    assert call(client, name, "", {"answers": []}).status_code == 409
    assert attempt_of(dai).state == "started"


@pytest.mark.parametrize(
    ("moved", "phase"),
    [
        (timedelta(0), "open"),
        (-timedelta(minutes=10), "ahead"),
        (timedelta(hours=3), "missed"),
    ],
)
def test_the_door_says_how_it_stands(sitting, browser, dai, at_noon, monkeypatch, moved, phase):
    monkeypatch.setattr(clock, "now", lambda: at_noon + moved)
    page = browser.get(take(dai))
    assert page.context["door"].phase == phase
    assert (b'id="room"' in page.content) is (phase != "missed")


def test_an_overdue_paper_is_shown_as_handed_in_at_its_deadline(sitting, browser, dai, at_noon, monkeypatch):
    start(browser, dai)
    monkeypatch.setattr(clock, "now", lambda: at_noon + timedelta(hours=1, seconds=3))
    door = browser.get(take(dai)).context["door"]
    assert (door.phase, door.finished_at) == ("over", at_noon + timedelta(hours=1))


def test_a_planned_sitting_can_not_be_started(sitting, browser, dai):
    Sitting.objects.filter(pk=sitting.pk).update(state="planned", published_at=None)
    assert start(browser, dai).status_code == 409


def test_whose_attempt_is_void_does_not_admit_himself(sitting, browser, dai):
    start(browser, dai)
    void_attempts(attempts=Attempt.objects.filter(registration__officer=dai), reason="替考", actor=FIRST, now=NOW)
    refused = start(browser, dai)
    assert (refused.status_code, refused.json()["code"]) == (409, "attempts.void")
    assert Attempt.objects.filter(registration__officer=dai).count() == 1
