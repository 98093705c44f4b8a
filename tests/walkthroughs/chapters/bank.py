"""Questions: a workbook comes in, a second person approves them."""

import json

from playwright.sync_api import FilePayload, expect

from tests.served import Installation
from tests.walkthroughs import questions
from tests.walkthroughs.chapters.people import BANK, REVIEWER, TRAINER
from tests.walkthroughs.office import Office

WORKBOOK = FilePayload(
    name="治安案件办理试题.xlsx",
    mimeType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer=questions.workbook([*questions.ROWS, questions.BAD_ROW]),
)


def import_workbook(office: Office) -> None:
    """The trainer opens a bank, uploads a workbook, sees what is wrong in it, and stores the rest; once."""
    desk = office.desk_of(TRAINER)
    desk.open_menu("题库")
    desk.press("新建题库")
    desk.field("题库名称").fill(BANK)
    desk.press("建题库")
    desk.is_on(BANK)
    desk.take_picture("bank-empty")

    desk.press("导入试题")
    desk.field("工作簿").set_input_files(WORKBOOK)
    desk.press("上传并核对")
    desk.sees("20 题可以入库", "1 题退回", "第 23 行", "答案“D”超出选项：没有选项 D，本题只有 A–C。")
    desk.take_picture("import-preview")
    desk.press("只入库通过的 20 题")
    desk.sees("已入库 20 题")
    desk.take_picture("import-done")
    desk.press("送审 20 题")


def import_it_again(office: Office) -> None:
    """The same upload once more: there is nothing to store."""
    desk = office.desk_of(TRAINER)
    desk.open_menu("导入")
    desk.field("题库").select_option(label=BANK)
    desk.field("工作簿").set_input_files(WORKBOOK)
    desk.press("上传并核对")
    desk.sees("另有 20 题与库中一致，不重复入库", "1 题退回")
    expect(desk.button("只入库通过的 0 题")).to_be_disabled()
    desk.open_menu("题库")
    desk.link(BANK).click()
    desk.sees("待审 20", "草稿 0")


def import_it_by_command(installation: Installation) -> None:
    """The command reads the same file to the same counts."""
    file = installation.folder / WORKBOOK["name"]
    file.write_bytes(WORKBOOK["buffer"])
    result = installation.run("import_questions", str(file), "--bank", BANK, "--dry-run")
    counts = json.loads(result.stdout.splitlines()[-1])
    assert counts == {"total": 21, "new": 0, "changed": 0, "unchanged": 20, "refused": 1}


def approve_questions(office: Office) -> None:
    """A second person reads them and approves all in one go."""
    desk = office.desk_of(REVIEWER)
    desk.open_menu("审题")
    desk.take_picture("review")
    desk.press("全部审定 20 题…")
    desk.press("审定")
    desk.sees("已审定 20 题。", "没有待审的试题")
