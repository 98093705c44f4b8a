"""People who appear by name: those who sign in, and those of whom there is a story to show."""

from dataclasses import dataclass, field
from datetime import date

from personnel.officers.states import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person of the demo whom pages and tests know. tags: what is told of him (see levels.py, moves.py …)."""

    name: str
    sex: Sex
    number: str
    unit: str
    post: str
    born: date
    joined: date
    tags: frozenset[str] = field(default_factory=frozenset)


M, F = Sex.MALE, Sex.FEMALE


def _known(name: str, sex: Sex, number: str, unit: str, post: str, born: str, joined: str, *tags: str) -> Known:
    return Known(
        name=name,
        sex=sex,
        number=number,
        unit=unit,
        post=post,
        born=date.fromisoformat(born),
        joined=date.fromisoformat(joined),
        tags=frozenset(tags),
    )


# Recruits and transferees join on a day that follows from the year shown: theirs here is replaced (tag "recruit").
CAST = (
    # Sign-ins
    _known(
        "戴启明", M, "021306", "澄南分局柳堤街派出所", "执法办案队长", "1991-05-14", "2015-08-03", "intermediate_next"
    ),
    _known("周敏", F, "019412", "法制支队", "专职法制员", "1983-09-02", "2006-08-01", "intermediate", "trainer"),
    _known("邵文渊", M, "018977", "法制支队", "专职法制员", "1978-03-21", "2001-08-01", "advanced", "reviewer"),
    _known("唐若谷", M, "019630", "政治部", "内勤", "1985-11-30", "2008-08-04", "exam_officer"),
    _known("鲁清", F, "020104", "政治部", "民警", "1988-07-08", "2011-08-01", "second_exam_officer"),
    _known("崔颖", F, "019288", "政治部", "一科科长", "1981-12-19", "2004-08-02", "intermediate", "hr"),
    _known("刘芳", F, "019873", "澄南分局", "政工室主任", "1984-04-25", "2007-08-01", "intermediate", "unit_hr"),
    _known("许静", F, "020690", "澄南分局", "内勤", "1990-10-11", "2013-08-05", "unit_clerk"),
    _known("秦岚", F, "019555", "法制支队", "民警", "1986-06-17", "2009-08-03", "intermediate", "assessor"),
    _known("纪明", M, "019037", "督察支队", "一大队大队长", "1979-01-28", "2002-08-01", "intermediate", "auditor"),
    _known("安然", F, "020251", "网安支队", "民警", "1989-08-15", "2012-08-06", "security_admin"),
    # Stories
    _known("何晓晨", M, "0A2196", "澄南分局砚池路派出所", "办案民警", "2001-06-09", "2026-08-03", "recruit"),
    _known("高子墨", M, "022184", "澄南分局砚池路派出所", "社区民警", "2002-02-17", "2026-08-03", "recruit"),
    _known("那仁图雅", F, "022190", "澄南分局砚池路派出所", "办案民警", "2001-11-03", "2026-08-03", "recruit"),
    _known("韩立军", M, "020335", "澄南分局书院巷派出所", "社区民警", "1980-02-12", "2010-11-22", "expired"),
    _known("吴昊", M, "022018", "澄南分局柳堤街派出所", "办案民警", "1996-07-23", "2020-08-03", "enforcement_fault"),
    _known("孟凡", M, "020877", "澄南分局柳堤街派出所", "办案民警", "1990-03-30", "2014-08-04", "takes_cases"),
    _known("孙丽娜", F, "021102", "澄南分局交警大队", "事故处理民警", "1992-09-27", "2015-08-03", "expiring"),
    _known("周牧之", M, "019846", "澄南分局刑侦大队", "大队长", "1982-05-05", "2005-08-01", "intermediate", "expiring"),
    _known("冯海涛", M, "020587", "澄南分局白鹭洲派出所", "副所长", "1988-01-16", "2011-08-01", "no_intermediate"),
    _known("谭永康", M, "019977", "澄南分局双桥里派出所", "所长", "1983-10-20", "2006-08-01", "head_in_grace"),
    _known(
        "欧阳婧怡", F, "020771", "澄南分局法制大队", "专职法制员", "1991-12-06", "2014-08-04", "intermediate", "lawyer"
    ),
    _known("卢䶮", M, "021655", "澄南分局刑侦大队", "侦查员", "1993-04-08", "2016-08-01"),
    _known("石磊", M, "021930", "澄南分局治安大队", "民警", "1997-03-19", "2019-08-05", "never_basic", "seconded"),
    _known("林珊", F, "022206", "澄南分局治安大队", "民警", "1994-08-29", "2017-08-07", "takes_number"),
    _known(
        "廖启航", M, "020460", "雁浦分局望岭派出所", "所长", "1979-06-24", "2001-08-01", "head_without_intermediate"
    ),
    _known(
        "阮锦程", M, "020713", "澄西分局松岭派出所", "副所长", "1987-05-09", "2010-08-02", "intermediate", "acting_head"
    ),
    _known("盛怀远", M, "019761", "鹭港分局盐场派出所", "办案民警", "1984-12-01", "2008-08-04", "stopped_15"),
    _known("甘霖", M, "020942", "澄东分局治安大队", "民警", "1989-02-07", "2013-08-05", "stopped_30"),
    _known("柏松年", M, "021177", "雁浦分局清河滩派出所", "社区民警", "1976-09-13", "2014-12-01", "failed_make_up"),
)
RETIRING = _known("赵卫国", M, "018664", "澄南分局治安大队", "民警", "1966-03-10", "1988-08-01", "passes_number")
