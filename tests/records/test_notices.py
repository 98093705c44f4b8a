"""Notices are codes with parameters; each account sees its own, in the reader's language."""

from uuid import uuid4

import pytest
from django.utils import translation

from records.actor import Actor
from records.notices import latest_notices, send_notices, words_of
from tests.people import NOW

pytestmark = pytest.mark.django_db


def test_a_notice_is_worded_when_it_is_read() -> None:
    reader = Actor(uuid=uuid4(), name="戴启明")
    told = [(reader.uuid, {"exam": "11月月考"}, "/x/"), (uuid4(), {"exam": "11月月考"}, "/y/")]
    send_notices(code="exams.result_released", told=told, now=NOW)
    (notice,) = latest_notices(reader)
    with translation.override("en"):
        assert words_of(notice) == "The result of 11月月考 is out"
    with translation.override("zh-hans"):
        assert "11月月考" in words_of(notice) != "The result of 11月月考 is out"
