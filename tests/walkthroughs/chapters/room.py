"""The exam room in a real browser: answering, flags, palette, leaving in the middle, handing in; then the result."""

import re
from collections.abc import Callable, Iterable

from playwright.sync_api import expect

from tests.walkthroughs import questions
from tests.walkthroughs.chapters.people import EXAM, GAO, HE
from tests.walkthroughs.office import Desk, Office

COUNT = 20
LEAVING = 12  # the question at which somebody reloads the page
SAVED = re.compile(r"^已保存 \d\d:\d\d:\d\d$")


def knows_all(office: Office) -> None:
    """何晓晨 answers everything right; he flags a question, and reloads the page in the middle."""
    desk = office.desk_of(HE)
    enter(desk)
    answer(desk, range(1, LEAVING + 1), questions.right_options, flagged=3)
    leave_and_come_back(desk)
    go_to_the_flagged_one(desk)
    answer(desk, range(LEAVING, COUNT + 1), questions.right_options)
    desk.take_picture("exam-room")
    hand_in(desk, "全部试题都已作答。标记 1 题。")


def knows_little(office: Office) -> None:
    """高子墨 chooses a wrong option in every single choice (50 of 100 marks), and leaves the last question blank."""
    desk = office.desk_of(GAO)
    enter(desk)
    answer(desk, range(1, 11), lambda stem: [questions.a_wrong_option(stem)])
    answer(desk, range(11, COUNT), questions.right_options)
    hand_in(desk, "还有 1 题未答。")


def enter(desk: Desk) -> None:
    """The home page names the exam; through its door into the room."""
    desk.open_menu("首页")
    desk.sees("下一步", EXAM)
    desk.open_menu("我的考试")
    desk.row(EXAM).get_by_role("link", name="进入考试").click()
    desk.sees("考前须知")
    desk.take_picture("exam-door")
    desk.press("开始答题")
    expect(desk.page.locator("#stem")).to_contain_text("1.")


def answer(desk: Desk, places: Iterable[int], habit: Callable[[str], Iterable[str]], flagged: int = 0) -> None:
    """Question by question; what was chosen is on the server once its time stands at the top."""
    for place in places:
        stem = desk.page.locator("#stem")
        expect(stem).to_contain_text(f"{place}.")
        for words in habit(stem.inner_text().partition(".")[2].strip()):
            choice = desk.page.get_by_label(re.compile(rf"^\s*[A-H]\s*{re.escape(words)}\s*$"))
            choice.check()
        if place == flagged:
            desk.press("标记本题")
            expect(desk.button("取消标记")).to_be_visible()
        if place < COUNT:
            desk.page.get_by_role("button", name="下一题").click()
    expect(desk.page.locator("#saved")).to_have_text(SAVED)


def leave_and_come_back(desk: Desk) -> None:
    """A reload in the middle: one is where one was, and nothing is lost."""
    desk.page.reload()
    expect(desk.page.locator("#stem")).to_contain_text(f"{LEAVING + 1}.")
    expect(desk.page.locator("#saved")).to_have_text(SAVED)
    expect(desk.page.locator("#counts")).to_have_text(f"已答 {LEAVING}，未答 {COUNT - LEAVING}，标记 1")


def go_to_the_flagged_one(desk: Desk) -> None:
    """The palette leads to the flagged question, whose answer stands there, and on."""
    desk.press("第 3 题，已答，标记")
    expect(desk.page.locator("#stem")).to_contain_text("3.")
    expect(desk.page.get_by_role("radio", checked=True)).to_have_count(1)
    desk.press(f"第 {LEAVING} 题，已答")


def hand_in(desk: Desk, asked: str) -> None:
    """The dialog says what is unanswered; afterwards nothing can be changed."""
    desk.press("交卷…")
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text(asked)
    dialog.get_by_role("button", name="交卷", exact=True).click()
    desk.sees("已交卷", "成绩发布后在“我的考试”查看。")
    desk.press("我的考试")
    desk.is_on("我的考试")


def sees_why_there_is_no_result(office: Office) -> None:
    """Between the close and the release the officer is told why."""
    desk = office.desk_of(HE)
    desk.open_menu("我的考试")
    desk.press("为何未出成绩")
    desk.sees("成绩尚未发布", "已评卷，正由另一人审定。")


def sees_the_result(office: Office) -> None:
    """Both see their results: one has all marks and waits for the confirmation, the other reads the rationales."""
    desk = office.desk_of(HE)
    desk.open_menu("首页")
    desk.sees(f"成绩已发布：{EXAM}", "100 分，合格")
    desk.take_picture("home-result")
    desk.press("查看成绩")
    desk.sees("合格", "100", "通过考试不等于取得等级，自确认之日起持有。")
    desk.take_picture("result-passed")

    desk = office.desk_of(GAO)
    desk.open_menu("我的考试")
    desk.row(EXAM).get_by_role("link", name="试题与解析").click()
    desk.sees("不合格", "46", "您的答案", "正确答案", "对此有明文规定")
    desk.take_picture("result-failed")
