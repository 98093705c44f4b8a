"""The home page says what waits for whoever holds a role, and asks only for that role's work."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from exams.analysis.statistics import mark_and_analyse
from personnel.accounts.models import Account
from personnel.home.contributions import Waiting, WaitingWork
from personnel.officers.models import Officer
from tests.exams.exam_rooms import CLOSES, FIRST, open_sitting, sit
from tests.people import NOW, SYSTEM, Bureau

AFTER = CLOSES + timedelta(hours=1)


def waiting_for(client: Client) -> dict[str, int]:
    return {str(one.url): one.count for one in client.get("/").context["waiting"]}


def test_only_the_work_of_a_held_permission_is_asked_for() -> None:
    work = WaitingWork()
    work.register("bank.review", lambda actor, now: [Waiting(count=3, title="a", url="/a/", button="x")])
    work.register("bank.review", lambda actor, now: [Waiting(count=0, title="b", url="/b/", button="x")])
    work.register("registry.confirm", lambda actor, now: pytest.fail("asked without the permission"))
    assert [one.url for one in work.collect(SYSTEM, frozenset({"bank.review"}), NOW)] == ["/a/"]


def test_figures_wait_for_a_second_person_only(
    bureau: Bureau,
    dai: Officer,
    exam_officer: Account,
    dai_account: Account,
    as_: Callable[[Account], Client],
) -> None:
    sitting = open_sitting(bureau.bureau, [dai])
    sit(dai, sitting)
    mark_and_analyse(sitting=sitting, actor=FIRST, now=AFTER)
    assert waiting_for(as_(exam_officer)) == {"/exams/sittings/": 1}
    assert waiting_for(as_(dai_account)) == {}
    type(sitting).objects.filter(pk=sitting.pk).update(planned_by=exam_officer.uuid)
    assert waiting_for(as_(exam_officer)) == {}
