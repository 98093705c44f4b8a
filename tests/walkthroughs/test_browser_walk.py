"""One walk through the pages, as the people would, from a workbook of questions to the unit's workbook of figures.

It runs against the production server on `load_demo --small`: two units, six officers. Nothing is reached but through
pages and commands.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsers import Watch
from tests.served import Installation
from tests.walkthroughs.chapters import bank, course, exam, registry, room, score
from tests.walkthroughs.office import Office

pytestmark = pytest.mark.browser


@pytest.fixture
def office(small_demo: Installation, chromium: Browser, watch: Watch, screenshots: Path) -> Iterator[Office]:
    """The desks of the small demo's people."""
    office = Office(chromium, small_demo.url, watch, screenshots)
    yield office
    office.go_home()


def test_the_whole_way_through_the_pages(office: Office, small_demo: Installation) -> None:
    bank.import_workbook(office)
    bank.import_it_again(office)
    bank.import_it_by_command(small_demo)
    bank.approve_questions(office)

    exam.make_paper(office)
    exam.plan_exam(office)
    room.knows_all(office)
    room.knows_little(office)
    exam.record_absence(office)
    exam.close_and_mark(office)
    room.sees_why_there_is_no_result(office)
    exam.moderate(office)
    exam.release(office)
    room.sees_the_result(office)

    registry.gate_denies(office, small_demo)
    registry.confirm_level(office)
    registry.export_list(office)
    registry.gate_allows(office, small_demo)
    registry.check_a_list(office)
    registry.officer_holds_basic(office)

    course.publish(office)
    course.complete(office)

    score.compute_month(office)
    score.download(office)
