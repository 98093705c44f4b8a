"""An exam as its office holds it: blueprint, paper, sitting, registrations; later marks, moderation, release."""

from datetime import datetime, timedelta

from playwright.sync_api import expect

from records.days import LOCAL
from tests.walkthroughs.chapters.people import (
    BANK,
    BLUEPRINT,
    EXAM,
    EXAM_OFFICER,
    HE,
    PAPER,
    SECOND_EXAM_OFFICER,
    TRAINER,
)
from tests.walkthroughs.office import Desk, Office

LINES = (("单项选择", "10", "5"), ("多项选择", "5", "6"), ("判断", "5", "4"))


def make_paper(office: Office) -> None:
    """A blueprint of 100 marks, a paper drawn from the new bank, frozen; whoever makes it runs no exam."""
    desk = office.desk_of(TRAINER)
    desk.open_menu("双向细目表")
    desk.press("编制双向细目表")
    desk.field("细目表名称").fill(BLUEPRINT)
    for number, (kind, count, marks) in enumerate(LINES, start=1):
        line = desk.page.get_by_role("row").nth(number)
        line.get_by_label("题型").select_option(label=kind)
        line.get_by_label("题数").fill(count)
        line.get_by_label("每题分值").fill(marks)
    desk.take_picture("blueprint-new")
    desk.press("保存")
    desk.sees("20 题，100 分")

    desk.field("试卷名称").fill(PAPER)
    desk.page.get_by_label(f"{BANK}（").check()
    desk.press("组卷")
    desk.is_on(PAPER)
    desk.sees("这是草稿。")
    desk.press("定卷…")
    desk.press("定卷")
    desk.sees("试卷指纹")
    desk.take_picture("paper")


def plan_exam(office: Office) -> None:
    """An exam for the basic level with a sitting that is open now; the whole station registered at once; published."""
    desk = office.desk_of(EXAM_OFFICER)
    now = datetime.now(LOCAL)
    desk.open_menu("考试场次")
    desk.press("新建考试")
    desk.field("名称").fill(EXAM)
    desk.field("类别").select_option(label="基本级考试")
    desk.field("试卷").select_option(label=PAPER)
    desk.field("开始时间").fill(f"{now - timedelta(minutes=2):%Y-%m-%d %H:%M}")
    desk.field("结束时间").fill(f"{now + timedelta(hours=2):%Y-%m-%d %H:%M}")
    desk.take_picture("exam-new")
    desk.press("安排考试")
    desk.is_on(EXAM)

    desk.press("批量报名")
    desk.field("警号").fill(f"{HE} 999999")
    desk.field("整个单位").select_option(label="\u3000柳堤街派出所")
    desk.take_picture("register")
    desk.press("报名")
    desk.sees("已报名 4 人", "查无此人：", "999999")
    desk.press("返回本场考试")
    desk.press("发布")
    desk.sees("考试已发布，试卷已备好。")
    desk.take_picture("sitting-open")


def record_absence(office: Office) -> None:
    """One of those who did not come has a reason."""
    desk = office.desk_of(EXAM_OFFICER)
    open_sitting(desk)
    desk.page.get_by_label("选择戴启明").check()
    desk.field("缺考原因").select_option(label="专案")
    desk.field("文号").fill("临公刑〔2026〕51号")
    desk.press("登记缺考")
    expect(desk.row("戴启明")).to_contain_text("专案")


def close_and_mark(office: Office) -> None:
    """Nobody sits any more: closed before its hour, and marked. Its planner can't approve the figures himself."""
    desk = office.desk_of(EXAM_OFFICER)
    open_sitting(desk)
    desk.press("提前结束…")
    desk.press("结束考试")
    desk.sees("考试已结束。")
    desk.press("评卷")
    desk.page.wait_for_url("**/exams/sittings/**")
    desk.becomes("待另一人审定")
    expect(desk.button("审定通过")).to_have_count(0)


def moderate(office: Office) -> None:
    """A second exam officer looks at the figures and approves them."""
    desk = office.desk_of(SECOND_EXAM_OFFICER)
    open_sitting(desk)
    desk.take_picture("sitting-figures")
    desk.press("审定通过")
    desk.sees("已审定通过，可以发布成绩。")


def release(office: Office) -> None:
    """The exam officer releases the results."""
    desk = office.desk_of(EXAM_OFFICER)
    open_sitting(desk)
    desk.press("发布成绩…")
    desk.press("发布成绩")
    desk.sees("成绩已发布。")
    desk.take_picture("sitting-released")


def open_sitting(desk: Desk) -> None:
    """From the menu to the sitting."""
    desk.open_menu("考试场次")
    desk.link(EXAM).click()
    desk.is_on(EXAM)
