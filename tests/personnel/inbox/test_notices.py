"""Notices: unread first, read by opening, one's own alone, counted once on each page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from records.models import Notice
from records.notices import count_unread, read_notices, send_notices, words_of
from tests.people import NOW, actor_of

pytestmark = pytest.mark.django_db

CODE = "exams.result_released"


def tell(account, exam: str, *, url: str = "/exams/mine/", at=NOW) -> Notice:
    return send_notices(code=CODE, told=[(account.uuid, {"exam": exam}, url)], now=at)[0]


def test_the_unread_stand_before_the_read_each_from_the_newest(dai_account, as_) -> None:
    first, second, third = (
        tell(dai_account, exam, at=NOW + timedelta(hours=hour)) for hour, exam in enumerate("甲乙丙")
    )
    read_notices(notices=Notice.objects.filter(pk=third.pk), actor=actor_of(dai_account), now=NOW)
    page = as_(dai_account).get(reverse("personnel:notices")).content.decode()
    places = [page.index(words_of(notice)) for notice in (second, first, third)]
    assert places == sorted(places)


def test_opening_a_notice_reads_it_and_leads_on(dai_account, as_) -> None:
    notice = tell(dai_account, "月考")
    client = as_(dai_account)
    for _time in range(2):
        answer = client.post(reverse("personnel:open_notice", args=[notice.uuid]))
        assert (answer.status_code, answer.headers["Location"]) == (302, "/exams/mine/")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_looking_reads_nothing(dai_account, as_) -> None:
    notice = tell(dai_account, "月考")
    client = as_(dai_account)
    client.get(reverse("personnel:notices"))
    assert client.get(reverse("personnel:open_notice", args=[notice.uuid])).status_code == 405
    notice.refresh_from_db()
    assert notice.read_at is None


def test_nobody_opens_anothers_notice(dai_account, trainer, as_) -> None:
    notice = tell(dai_account, "月考")
    assert as_(trainer).post(reverse("personnel:open_notice", args=[notice.uuid])).status_code == 404
    assert "月考" not in as_(trainer).get(reverse("personnel:notices")).content.decode()


def test_all_are_read_at_once_and_only_ones_own(dai_account, trainer, as_) -> None:
    for exam in "甲乙":
        tell(dai_account, exam)
    before = count_unread(actor_of(trainer))
    as_(dai_account).post(reverse("personnel:read_notices"))
    assert count_unread(actor_of(dai_account)) == 0
    assert count_unread(actor_of(trainer)) == before > 0


def test_reading_twice_keeps_the_first_time(dai_account) -> None:
    notice = tell(dai_account, "月考")
    for hour in (1, 2):
        read_notices(notices=Notice.objects.all(), actor=actor_of(dai_account), now=NOW + timedelta(hours=hour))
    notice.refresh_from_db()
    assert notice.read_at == NOW + timedelta(hours=1)


def test_every_page_says_how_many_are_unread(dai_account, as_) -> None:
    tell(dai_account, "甲")
    tell(dai_account, "乙")
    page = as_(dai_account).get(reverse("personnel:home")).content.decode()
    assert 'class="count" aria-label="2 条未读"' in page


def test_many_notices_cost_no_more_statements(dai_account, as_, django_assert_max_num_queries) -> None:
    for number in range(60):
        tell(dai_account, f"第{number}次")
    client = as_(dai_account)
    with django_assert_max_num_queries(14):
        client.get(reverse("personnel:notices"))


def test_a_notice_without_a_page_is_only_marked(dai_account, as_) -> None:
    notice = tell(dai_account, "月考", url="")
    answer = as_(dai_account).post(reverse("personnel:open_notice", args=[notice.uuid]))
    assert answer.headers["Location"] == reverse("personnel:notices")


def test_an_unknown_notice_is_not_there(dai_account, as_) -> None:
    assert as_(dai_account).post(reverse("personnel:open_notice", args=[uuid4()])).status_code == 404
