"""警衔 and 职级 that fit somebody's years and post."""

from datetime import date, timedelta

# Years of service from which a rank is usual; 警监 are the bureau's heads alone.
RANKS = ((1, "三级警司"), (4, "二级警司"), (8, "一级警司"), (12, "三级警督"), (17, "二级警督"), (23, "一级警督"))
GRADES = (
    (1, "二级警员"), (4, "一级警员"), (7, "四级警长"), (10, "三级警长"), (14, "二级警长"), (19, "一级警长"),
    (25, "四级高级警长"), (30, "三级高级警长"),
)  # fmt: skip
BEFORE_THE_SYSTEM = timedelta(days=430)
HEADS_RANK = {"局长": "二级警监", "政委": "三级警监", "副局长": "三级警监"}
HEADS_GRADE = {5: "一级高级警长", 4: "二级高级警长", 3: "三级高级警长"}


def rank_of(years: int, post: str, weight: int) -> str:
    """The rank after so many years; leaders are half a step ahead."""
    if weight == 5:
        return HEADS_RANK[post]
    return _reached(RANKS, years + min(weight, 3))


def grade_of(years: int, weight: int) -> str:
    """The 职级 in the row of 执法勤务警员; of the bureau's heads that of their post."""
    if weight in HEADS_GRADE:
        return HEADS_GRADE[weight]
    return _reached(GRADES, years + 2 * weight)


def rank_since(joined_on: date, years: int, weight: int, today: date) -> date:
    """About when the present rank began."""
    threshold = max((need for need, _rank in RANKS if need <= years + min(weight, 3)), default=1)
    usual = date(joined_on.year + max(threshold - min(weight, 3), 1), joined_on.month, min(joined_on.day, 28))
    return max(joined_on, min(usual, today - BEFORE_THE_SYSTEM))


def _reached(steps: tuple[tuple[int, str], ...], years: int) -> str:
    return [name for need, name in steps if need <= max(years, 1)][-1]
