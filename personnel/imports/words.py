"""The words that Chinese personnel lists use for our choices; the first spelling of each is what an export writes."""

from typing import Final

from personnel.officers.states import GRADES, RANKS, Category, PostDuty, Relation, Service, Sex, Stream
from personnel.units.states import UnitKind

SEXES: Final = {Sex.MALE.value: "男 男性", Sex.FEMALE.value: "女 女性"}
CATEGORIES: Final = {
    Category.OFFICER.value: "民警 人民警察 正式民警 公务员",
    Category.AUXILIARY.value: "辅警 警务辅助人员 勤务辅警 文职辅警 协警",
}
STATUSES: Final = {
    Service.IN_SERVICE.value: "在职 在岗 在册 正常",
    Service.PROBATION.value: "试用期 试用 见习 见习期",
    Service.RETIRED.value: "退休 已退休 离退休",
    Service.RESIGNED.value: "辞职 已辞职 辞去公职",
    Service.DISMISSED.value: "辞退、开除 辞退 开除 已辞退 已开除",
    Service.DIED.value: "去世 死亡 亡故 已故",
}
RELATIONS: Final = {
    Relation.ESTABLISHED.value: "编制 编制任职 主职 任职 调任 交流",
    Relation.WORKING.value: "借调 挂职 跟班 抽调",
    Relation.CONCURRENT.value: "兼任 兼职",
}
STREAMS: Final = {
    Stream.NONE.value: "非警种 综合 无 其他",
    Stream.CRIMINAL.value: "刑事侦查 刑侦 刑警",
    Stream.ECONOMIC.value: "经侦 经济犯罪侦查",
    Stream.PUBLIC_ORDER.value: "治安 治安管理",
    Stream.EXIT_ENTRY.value: "出入境 出入境管理",
    Stream.TRAFFIC.value: "交管 交警 交通管理 道路交通管理",
    Stream.NARCOTICS.value: "禁毒 缉毒",
}
DUTIES: Final = {
    PostDuty.HANDLE_CASES.value: "办案 办案（主办） 主办",
    PostDuty.REVIEW_PENALTY.value: "行政处罚法制审核 法制审核 审核",
    PostDuty.STATIONED_LEGAL.value: "派驻法制员 法制员",
    PostDuty.LEGAL_AFFAIRS.value: "分管法制",
    PostDuty.APPROVE_CASES.value: "审批 案件审批",
    PostDuty.COMMUNITY.value: "社区警务 社区",
    PostDuty.CLERK.value: "单位内勤 内勤",
}
UNIT_KINDS: Final = {
    UnitKind.BUREAU.value: "市局 公安局 市公安局 县公安局",
    UnitKind.SUB_BUREAU.value: "分局 公安分局",
    UnitKind.DETACHMENT.value: "支队 总队",
    UnitKind.BRIGADE.value: "大队",
    UnitKind.STATION.value: "派出所",
    UnitKind.TEAM.value: "中队、队室 中队 队 队室 警务室",
    UnitKind.OFFICE.value: "机关部门 机关 科室 处室 科 处 室 内设机构",
}
RANK_WORDS: Final = {rank: rank for rank in RANKS}
GRADE_WORDS: Final = {grade: grade for grade in GRADES}
