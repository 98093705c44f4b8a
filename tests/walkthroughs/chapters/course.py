"""A short course: published and given to a station by the trainer, completed with its quiz by an officer."""

import re

from playwright.sync_api import expect

from tests.walkthroughs.chapters.people import HE, TRAINER
from tests.walkthroughs.office import Desk, Office

COURSE = "单人询问与全程录音录像"
PARTS = """# 哪些场合可以单人询问
在规范设置、严格管理的执法办案场所进行询问、扣押、辨认的，可以由一名人民警察进行。
> 依照前款规定由一名人民警察进行的，应当全程同步录音录像。

# 录音录像的要求
- 全程同步，不得中断
- 资料妥善保管，损毁、丢失的，相关证据不能作为处罚的根据
"""
# Stem, options, the letters of the right ones.
QUIZ = (
    ("在执法办案场所询问，最少几名人民警察？", ("一名", "二名", "三名"), "A"),
    ("单人可以进行哪些工作？", ("询问", "辨认", "执行拘留"), "AB"),
    ("单人扣押应当怎样留痕？", ("事后补写说明", "全程同步录音录像"), "B"),
    ("录音录像丢失的，相关证据怎样处理？", ("不能作为处罚的根据", "经负责人批准后可用"), "A"),
    ("一般场合询问，人民警察不得少于几人？", ("一人", "二人"), "B"),
)


def quiz_as_text() -> str:
    """The quiz as its author types it."""
    lines = []
    for number, (stem, options, key) in enumerate(QUIZ, start=1):
        lines.append(f"{number}. {stem}")
        lines += [f"{letter}. {option}" for letter, option in zip("ABC", options, strict=False)]
        lines += [f"答案：{key}", "解析：《治安管理处罚法》第一百零八条。"]
    return "\n".join(lines)


def publish(office: Office) -> None:
    """The trainer types a course of two parts and five questions, and puts the whole station on it."""
    desk = office.desk_of(TRAINER)
    desk.open_menu("课程管理")
    desk.press("发布课程")
    desk.field("名称").fill(COURSE)
    desk.field("所属单位").select_option(label="市局")
    desk.field("依据").fill("《治安管理处罚法》第一百零八条")
    desk.field("学时").fill("2")
    desk.field("各节").fill(PARTS)
    desk.field("测验").fill(quiz_as_text())
    desk.take_picture("course-new")
    desk.press("发布")
    desk.is_on(COURSE)
    desk.press("按单位列入")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("单位").select_option(label="\u3000柳堤街派出所")
    dialog.get_by_role("button", name="列入", exact=True).click()
    expect(desk.row("何晓晨")).to_contain_text("未开始")
    desk.take_picture("course-roll")


def complete(office: Office) -> None:
    """何晓晨 finds it at home, reads both parts, errs in the quiz, answers it again, and has two hours; once."""
    desk = office.desk_of(HE)
    desk.open_menu("学习")
    desk.row(COURSE).get_by_role("link", name=COURSE).click()
    desk.press("开始")
    desk.take_picture("course-part")
    desk.press("已学，下一节")
    desk.press("已学，各节学完")
    desk.press("去测验")
    answer(desk, wrong=1)
    desk.take_picture("course-quiz")
    desk.press("提交测验")
    desk.sees("答对 4 / 5")
    desk.press("再答一次")
    answer(desk)
    desk.press("提交测验")
    desk.sees("2 学时已记入训练档案")
    desk.open_menu("训练档案")
    expect(desk.row(COURSE)).to_contain_text("2")
    desk.take_picture("training-record")


def answer(desk: Desk, wrong: int = 0) -> None:
    """The right answers, but for the first `wrong` questions."""
    for number, (stem, options, key) in enumerate(QUIZ):
        question = desk.page.get_by_role("group", name=re.compile(re.escape(stem)))
        chosen = [options["ABC".index(letter)] for letter in key]
        if number < wrong:
            chosen = [option for option in options if option not in chosen][:1]
        for words in chosen:
            question.get_by_label(words).check()
