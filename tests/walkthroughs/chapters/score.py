"""The month's figures: computed, opened to the people behind them, downloaded, compared with those counted by hand."""

from typing import Any

from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.walkthroughs.chapters.people import ASSESSOR, BUREAU, STATION
from tests.walkthroughs.office import Office

# Registered: 何晓晨 (100), 高子墨 (46), 戴启明 (on a task force), 谭永康 (no reason). So two of three sat, one of two
# passed, the mean is 73. Of the station's four three hold basic by now (over the 20 % line), of the bureau's six five
# (over the 10 % line). Score of the station: 13.33 + 15 + 14.6 + 22.5; of the bureau: 25 in place of 22.5.
BY_HAND = {
    STATION: {
        "得分": 65.4,
        "等次": "不达标",
        "参考率 (%)": 66.67,
        "合格率 (%)": 50,
        "平均分 (分)": 73,
        "基本级持有率 (%)": 75,
        "在编": 4,
        "未取得基本级": 1,
        "未取得基本级（%）": 25,
        "对照界线": "超过第二条线，不达标",
    },
    BUREAU: {
        "得分": 67.9,
        "等次": "不达标",
        "参考率 (%)": 66.67,
        "合格率 (%)": 50,
        "平均分 (分)": 73,
        "基本级持有率 (%)": 83.33,
        "在编": 6,
        "未取得基本级": 1,
        "未取得基本级（%）": 16.67,
        "对照界线": "超过第一条线，不得评优",
    },
}
PEOPLE_BY_HAND = {"报名": 4, "合格": 1, "不合格": 1, "成绩合计": 146}


def compute_month(office: Office) -> None:
    """The assessor computes the month and opens a figure to the people behind it."""
    desk = office.desk_of(ASSESSOR)
    desk.open_menu("单位考核")
    desk.press("计算考核数据")
    desk.page.wait_for_url("**/scoring/**")
    desk.becomes("参考率")
    desk.take_picture("scores")
    desk.row("柳堤街派出所").get_by_role("link", name="柳堤街派出所").first.click()
    desk.is_on(STATION)
    desk.sees("65.4", "不达标")
    desk.take_picture("scores-unit")
    desk.row("参考率").get_by_role("link").click()
    desk.sees("何晓晨", "高子墨", "谭永康")
    expect(desk.row("戴启明")).to_contain_text("专案")
    desk.take_picture("scores-people")


def download(office: Office) -> None:
    """The workbook says what was counted by hand."""
    desk = office.desk_of(ASSESSOR)
    desk.open_menu("单位考核")
    with desk.page.expect_download() as started:
        desk.press("下载（Excel）")
    book = CalamineWorkbook.from_path(started.value.path())
    figures, people = (table(book.get_sheet_by_index(place).to_python()) for place in (0, 1))
    for unit, expected in BY_HAND.items():
        assert {name: figures[unit][name] for name in expected} == expected
        assert {name: people[unit][name] for name in PEOPLE_BY_HAND} == PEOPLE_BY_HAND


def table(rows: list[list[Any]]) -> dict[str, dict[str, Any]]:
    """The lines of a sheet by their unit, which stands first."""
    place = next(number for number, row in enumerate(rows) if row[0] == "单位")
    return {row[0]: dict(zip(rows[place], row, strict=True)) for row in rows[place + 1 :]}
