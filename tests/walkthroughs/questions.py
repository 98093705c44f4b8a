"""Twenty questions as a trainer would write them into a workbook, on the 治安管理处罚法 in force since 2026."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

HEAD = ("题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "解析", "难度", "知识点", "依据")

_SINGLES = (
    (
        "报案人到派出所控告邻居殴打他人，民警应当怎么做？",
        ("立即立案并进行调查", "先由社区调解再决定", "请报案人补齐证据后再来", "登记后七日内答复"),
        "A",
        "九十",
    ),
    (
        "两种以上违反治安管理行为的行政拘留合并执行，最长不超过多少日？",
        ("十日", "十五日", "二十日", "三十日"),
        "C",
        "十六",
    ),
    (
        "违反治安管理行为在多长时间以内没有被公安机关发现的，不再处罚？",
        ("三个月", "六个月", "一年", "二年"),
        "B",
        "二十五",
    ),
    (
        "一般情形下，传唤后询问查证的时间不得超过多少小时？",
        ("四小时", "六小时", "八小时", "十小时"),
        "C",
        "九十七",
    ),
    (
        "情况复杂且可能适用行政拘留的，询问查证的时间不得超过多少小时？",
        ("十二小时", "二十四小时", "三十六小时", "四十八小时"),
        "B",
        "九十七",
    ),
    ("使用传唤证传唤，由谁批准？", ("办案民警", "法制员", "治安大队内勤", "办案部门负责人"), "D", "九十六"),
    (
        "检查公民住所应当出示什么？",
        ("人民警察证", "县级以上公安机关开具的检查证", "派出所出具的介绍信", "传唤证"),
        "B",
        "一百零三",
    ),
    ("扣押物品的清单一式几份？", ("一份", "二份", "三份", "四份"), "B", "一百零五"),
    (
        "可以当场作出治安管理处罚决定的罚款，最高为多少元？",
        ("二百元", "五百元", "一千元", "二千元"),
        "B",
        "一百一十九",
    ),
    (
        "当场作出处罚决定的，经办民警应当在多长时间以内报所属公安机关备案？",
        ("十二小时", "二十四小时", "四十八小时", "七日"),
        "B",
        "一百二十",
    ),
)
_MULTIPLES = (
    ("下列哪些是治安管理处罚的种类？", ("警告", "罚款", "管制", "拘役"), "AB", "十"),
    (
        "行政拘留依法不执行的有哪些人？",
        ("七十周岁以上的", "有犯罪前科的", "已满十四周岁不满十六周岁的", "外地来本市务工的"),
        "AC",
        "二十三",
    ),
    (
        "在规范设置的执法办案场所，可以由一名人民警察进行的有哪些？",
        ("询问", "辨认", "扣押", "执行行政拘留"),
        "ABC",
        "一百零八",
    ),
    (
        "扣押清单应当由哪些人签名或者盖章？",
        ("调查人员", "社区主任", "见证人", "持有人"),
        "ACD",
        "一百零五",
    ),
    (
        "从轻、减轻或者不予处罚的情形有哪些？",
        ("情节轻微的", "当众顶撞民警的", "取得被侵害人谅解的", "家庭困难的"),
        "AC",
        "二十",
    ),
)
_TRUE_FALSE = (
    ("醉酒的人违反治安管理的，应当给予处罚。", "正确", "十五"),
    ("不满十四周岁的人违反治安管理的，予以警告。", "错误", "十二"),
    ("以非法手段收集的证据不得作为处罚的根据。", "正确", "九十一"),
    ("检查妇女的身体，可以由男性民警进行。", "错误", "一百零三"),
    ("在执法办案场所询问违反治安管理行为人，应当全程同步录音录像。", "正确", "九十七"),
)


def _row(kind: str, stem: str, options: Sequence[str], key: str, article: str) -> tuple[str, ...]:
    basis = f"《治安管理处罚法》第{article}条"
    return (kind, stem, *options, key, f"第{article}条对此有明文规定。", "中", "治安案件办理", basis)


ROWS: tuple[tuple[str, ...], ...] = (
    *(_row("单选题", stem, options, key, article) for stem, options, key, article in _SINGLES),
    *(_row("多选题", stem, options, key, article) for stem, options, key, article in _MULTIPLES),
    *(_row("判断题", stem, ("", "", "", ""), key, article) for stem, key, article in _TRUE_FALSE),
)
# Its key names an option that it doesn't have.
BAD_ROW = _row("单选题", "当场处罚适用于哪一种处罚？", ("警告", "行政拘留", "吊销许可证件", ""), "D", "一百一十九")


def workbook(rows: Sequence[Sequence[str]], *, title: str = "治安案件办理试题（2026年11月）") -> bytes:
    """An .xlsx with a title above its header, as such lists come."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("试题")
        for number, row in enumerate([(title,), HEAD, *rows]):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def right_options(stem: str) -> tuple[str, ...]:
    """The words of the right options of a question, in the workbook's order."""
    kind, _stem, *options = next(row for row in ROWS if row[1] == stem)
    key = options[4]
    if kind == "判断题":
        return (key,)
    return tuple(options["ABCD".index(letter)] for letter in key)


def a_wrong_option(stem: str) -> str:
    """The words of an option that is not right."""
    kind, _stem, *options = next(row for row in ROWS if row[1] == stem)
    offered = ("正确", "错误") if kind == "判断题" else tuple(option for option in options[:4] if option)
    return next(option for option in offered if option not in right_options(stem))
