"""The columns of the three lists: what Chinese workbooks call them, how their cells are read and written.

Each list is a django-import-export Resource; the template, the reader, the preview and the exports go by its fields.
"""

from functools import cache
from typing import Any, Final

from import_export.fields import Field
from import_export.resources import Resource

from personnel.imports import words
from personnel.imports.states import Kind
from personnel.imports.widgets import (
    DayWidget,
    FlagWidget,
    IdNumberWidget,
    PoliceNumberWidget,
    TextWidget,
    UnitCodeWidget,
    WordsWidget,
    WordWidget,
)
from records.tables import Columns, plain_header

SHEETS: Final = {Kind.UNITS: "单位", Kind.OFFICERS: "人员", Kind.POSTS: "任职"}
NOTES_SHEET: Final = "填写说明"


class Column(Field):
    """A column with all its names, the first of which is written. note: for whoever fills it in."""

    def __init__(self, names: str, widget: Any, *, note: str = "") -> None:
        first, *_others = names.split()
        super().__init__(column_name=first, attribute=None, widget=widget)
        self.names = [plain_header(name) for name in names.split()]
        self.note = note


def _code(names: str, note: str = "12 位数字") -> Column:
    return Column(names, UnitCodeWidget(), note=note)


def _day(names: str, note: str = "如 2026-03-01") -> Column:
    return Column(names, DayWidget(), note=note)


class UnitList(Resource):
    """单位."""

    code = _code("单位代码 机构代码 单位编码 机构编码")
    name = Column("单位名称 机构名称 单位全称", TextWidget(100), note="全称；新设单位必填")
    short_name = Column("简称 单位简称 机构简称", TextWidget(40), note="不填则用全称")
    parent = _code("上级单位代码 上级机构代码 上级代码 主管单位代码", "12 位数字；新设单位必填")
    kind = Column("单位类型 机构类型 类型 单位类别", WordWidget(words.UNIT_KINDS), note="新设单位必填")
    is_law_enforcement = Column(
        "执法勤务机构 是否执法勤务机构 执法勤务类机构 是否执法勤务", FlagWidget(), note="是、否；新设单位必填"
    )
    since = _day("生效日期 设立日期 成立日期 成立时间 变更日期", "从哪天起；不填则为上传时所填日期")


class OfficerList(Resource):
    """人员."""

    number = Column("警号 警员编号 民警警号", PoliceNumberWidget(), note="6 位，单元格须设为文本；辅警可不填")
    name = Column("姓名 民警姓名", TextWidget(60, is_name=True), note="必填")
    id_number = Column(
        "身份证号 公民身份号码 身份证号码 公民身份证号码 身份号码 居民身份证号",
        IdNumberWidget(),
        note="18 位，单元格须设为文本；新进人员必填",
    )
    sex = Column("性别", WordWidget(words.SEXES), note="不填则按身份证号")
    born_on = _day("出生日期 出生年月日 生日", "不填则按身份证号")
    joined_on = _day("参加公安工作时间 入警时间 入警日期 参加公安工作日期 参警时间", "新进人员必填")
    category = Column("人员类别 人员类型 身份类别", WordWidget(words.CATEGORIES), note="不填为民警")
    status = Column("状态 人员状态 在职状态", WordWidget(words.STATUSES), note="不填则不变；新进人员为在职")
    status_since = _day("状态起始日期 状态时间 状态日期 离职日期 退休日期", "不填则为上传时所填日期")
    established = Column(
        "编制 是否在编 编制情况", FlagWidget(yes="在编 行政编 公务员编", no="编外 不在编"), note="在编、编外"
    )
    rank = Column("警衔 警衔名称", WordWidget(words.RANK_WORDS), note="如 二级警司")
    grade = Column("职级 警员职级 职务职级", WordWidget(words.GRADE_WORDS), note="如 三级警长")
    rank_since = _day("授衔时间 授衔日期 警衔时间 晋衔时间", "不填则为上传时所填日期")
    unit = _code("单位代码 机构代码 所在单位代码 编制单位代码", "12 位数字；新进人员必填")
    post = Column("职务 现任职务 岗位 职务名称", TextWidget(60), note="不填为民警或辅警")
    stream = Column("警种 所属警种 业务警种", WordWidget(words.STREAMS), note="不填则不变")
    post_since = _day("任职时间 任职日期 任现职时间", "不填则为上传时所填日期")
    is_head = Column("是否负责人 负责人 单位负责人", FlagWidget(blank=False), note="是、否")
    acting = Column("主持工作 是否主持工作", FlagWidget(blank=False), note="是、否")
    certificate_no = Column("法律职业资格证号 法律职业资格 法律职业资格证书编号", TextWidget(40), note="没有不填")
    first_review = _day("初次从事审核日期 初次从事法制审核日期 初次从事行政处罚法制审核日期", "没有不填")


class PostList(Resource):
    """任职: each row is a post taken up from a day on."""

    number = Column("警号 警员编号 民警警号", PoliceNumberWidget(), note="警号或身份证号至少填一项，须设为文本")
    name = Column("姓名 民警姓名", TextWidget(60, is_name=True), note="必填")
    id_number = Column(
        "身份证号 公民身份号码 身份证号码 公民身份证号码 身份号码 居民身份证号",
        IdNumberWidget(),
        note="18 位，须设为文本；有则以此为准",
    )
    unit = _code("单位代码 机构代码 任职单位代码 调入单位代码", "12 位数字，必填")
    post = Column("职务 任职职务 岗位 职务名称 拟任职务", TextWidget(60), note="必填")
    duties = Column("职责 岗位职责 分工", WordsWidget(words.DUTIES), note="如 办案、社区警务")
    stream = Column("警种 所属警种 业务警种", WordWidget(words.STREAMS), note="不填为非警种")
    relation = Column("任职方式 任职类型 关系", WordWidget(words.RELATIONS), note="编制、借调、兼任；不填为编制")
    since = _day("任职时间 任职日期 调动日期 起始日期 生效日期", "不填则为上传时所填日期")
    until = _day("止任时间 结束日期 借调至 终止日期", "最后一天；不填为一直任职")
    is_head = Column("是否负责人 负责人 单位负责人", FlagWidget(blank=False), note="是、否")
    acting = Column("主持工作 是否主持工作", FlagWidget(blank=False), note="是、否")
    document_no = Column("文号 任职文号 批准文号", TextWidget(100), note="不填则为上传时所填文号")


LISTS: Final[dict[Kind, type[Resource]]] = {
    Kind.UNITS: UnitList,
    Kind.OFFICERS: OfficerList,
    Kind.POSTS: PostList,
}
_TELLING: Final = {
    Kind.UNITS: {"code": "单位代码"},
    Kind.OFFICERS: {"name": "姓名"},
    Kind.POSTS: {"name": "姓名", "unit": "单位代码", "post": "职务"},
}


@cache
def fields_of(kind: Kind) -> dict[str, Column]:
    """The list's columns by name, in their order."""
    return dict(LISTS[kind].fields)


@cache
def columns_of(kind: Kind) -> Columns:
    """How a file of this kind is recognised; sheets that belong to another kind are left out."""
    named = _TELLING[kind]
    return Columns(
        names={spelling: name for name, field in fields_of(kind).items() for spelling in field.names},
        wanted="、".join(named.values()),
        required=named,
        telling=frozenset(named.values()),
        skipped=frozenset({NOTES_SHEET, *(sheet for other, sheet in SHEETS.items() if other != kind)}),
    )


@cache
def known_fields() -> dict[str, Column]:
    """The columns of all lists by name; those of people and posts say the same of a person."""
    return {**fields_of(Kind.UNITS), **fields_of(Kind.POSTS), **fields_of(Kind.OFFICERS)}
