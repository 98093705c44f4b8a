"""The policy that the system ships with. Every figure names its source; what is assumed says so (DOMAIN of the field).

A bureau that decides otherwise puts a version of its own in force from a day on (PolicyVersion).
"""

from datetime import date
from decimal import Decimal

from qualifications.policies.schema import (
    DutyRule,
    LevelRule,
    Lines,
    Policy,
    RestrictionRule,
    Source,
    Sure,
)
from qualifications.states import Blocks, Duty, Level, RestrictionKind

_CLIMB = Source(sure=Sure.LAW, text="公安机关执法资格等级考试：逐级报考")
_SUPERVISION_12 = Source(sure=Sure.LAW, text="公安机关督察条例第十二条")
_SUPERVISION_14 = Source(sure=Sure.LAW, text="公安机关督察条例第十四条")

SHIPPED = Policy(
    code="2011-1",
    valid_from=date(2011, 1, 1),
    levels={
        Level.BASIC: LevelRule(prerequisite=None),
        Level.INTERMEDIATE: LevelRule(prerequisite=Level.BASIC),
        Level.ADVANCED: LevelRule(prerequisite=Level.INTERMEDIATE),
    },
    duties={
        Duty.HANDLE_CASES: DutyRule(level=Level.BASIC),
        Duty.ASSIST: DutyRule(),
        Duty.REVIEW_PENALTY: DutyRule(level=Level.BASIC, legal_from=date(2018, 1, 1)),
        Duty.APPROVE_CASES: DutyRule(level=Level.BASIC),
        Duty.LEAD_UNIT: DutyRule(level=Level.INTERMEDIATE, enforcement_units_only=True, head_grace_months=12),
        Duty.EMERGENCY: DutyRule(),
    },
    restrictions={
        RestrictionKind.STOP_DUTY: RestrictionRule(
            blocks=Blocks.ALL, ends_by_itself=True, suspends=False, min_days=10, max_days=60, appeal_hours=120
        ),
        RestrictionKind.CONFINEMENT: RestrictionRule(
            blocks=Blocks.ALL, ends_by_itself=True, suspends=False, min_days=1, max_days=7, appeal_hours=24
        ),
        RestrictionKind.SUSPENSION: RestrictionRule(blocks=Blocks.ENFORCEMENT, ends_by_itself=False, suspends=True),
        RestrictionKind.OFF_POST_TRAINING: RestrictionRule(
            blocks=Blocks.ENFORCEMENT, ends_by_itself=False, suspends=False
        ),
    },
    lines=Lines(not_excellent_over=Decimal(10), fails_over=Decimal(20)),
    sources={
        "levels/basic": _CLIMB,
        "levels/intermediate": _CLIMB,
        "levels/advanced": _CLIMB,
        "levels/basic/valid_months": Source(sure=Sure.ASSUMED, text="permanent: no validity in the record layout"),
        "levels/intermediate/valid_months": Source(sure=Sure.ASSUMED, text="permanent"),
        "levels/advanced/valid_months": Source(sure=Sure.ASSUMED, text="permanent"),
        "levels/basic/appraisal": Source(sure=Sure.ASSUMED, text="the confirmation stands for the appraisal"),
        "duties/handle_cases": Source(sure=Sure.LAW, text="基本级：从事执法活动"),
        "duties/assist": Source(sure=Sure.LOCAL, text="without the level one may assist under a holder"),
        "duties/review_penalty": Source(
            sure=Sure.LAW,
            text="行政处罚法第五十八条；公安机关办理行政案件程序规定第一百七十一条；治安管理处罚法（2025）第一百一十四条",
        ),
        "duties/review_penalty/legal_from": Source(sure=Sure.ASSUMED, text="first review from 2018-01-01 on"),
        "duties/approve_cases": Source(sure=Sure.ASSUMED, text="basic suffices to approve"),
        "duties/lead_unit": Source(sure=Sure.LAW, text="中级：执法勤务类机构负责人"),
        "duties/lead_unit/head_grace_months": Source(
            sure=Sure.ASSUMED, text="a sitting head has 12 months, one newly proposed none"
        ),
        "duties/emergency": Source(sure=Sure.LAW, text="人民警察法第十九条"),
        "restrictions/stop_duty": _SUPERVISION_12,
        "restrictions/confinement": _SUPERVISION_12,
        "restrictions/stop_duty/appeal_hours": _SUPERVISION_14,
        "restrictions/confinement/appeal_hours": _SUPERVISION_14,
        "restrictions/stop_duty/blocks": Source(sure=Sure.ASSUMED, text="everything but emergency"),
        "restrictions/confinement/blocks": Source(sure=Sure.ASSUMED, text="everything but emergency"),
        "restrictions/suspension": Source(sure=Sure.LOCAL, text="decided by the bureau by document"),
        "restrictions/suspension/blocks": Source(sure=Sure.ASSUMED, text="assisting too"),
        "restrictions/off_post_training": Source(sure=Sure.LOCAL, text="decided by the bureau by document"),
        "restrictions/off_post_training/blocks": Source(sure=Sure.ASSUMED, text="assisting too"),
        "lines": Source(sure=Sure.LOCAL, text="more than 10 %: not excellent; more than 20 %: fails"),
        "stream_must_match": Source(sure=Sure.LOCAL, text="a change of post may ask for a new certification"),
    },
)
