"""How long a restriction may last and when it ends: pure."""

from datetime import datetime, timedelta

from qualifications.policies.schema import RestrictionRule
from records.days import day_of, end_of


def is_within_bounds(rule: RestrictionRule, days: int) -> bool:
    """Whether a term keeps to the law's bounds (公安机关督察条例 art. 12: 停止执行职务 10 to 60 days, 禁闭 1 to 7)."""
    return (rule.min_days is None or days >= rule.min_days) and (rule.max_days is None or days <= rule.max_days)


def end_of_term(since: datetime, days: int) -> datetime:
    """The midnight that ends a term of so many days; the day of its beginning isn't counted (民法典 art. 201)."""
    return end_of(day_of(since) + timedelta(days=days))
