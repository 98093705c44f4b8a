"""The gate's core: may this officer do this duty at that moment? A pure function of facts, policy and instant."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from personnel.officers.states import SERVING, Category, Relation
from qualifications.gate.facts import Facts, Judgement, LevelFact, PostFact, Question, Reason, RestrictionFact, Weight
from qualifications.policies.rules import PolicyLine, months_later
from qualifications.policies.schema import DutyRule, Policy
from qualifications.states import Blocks, Duty, Level
from records.days import day_of, last_day_before, start_of

# Grows with every change of what this module answers: a stored decision names the rules that it came from.
RULES_VERSION = 1


def judge(*, question: Question, facts: Facts, policy: Policy, at: datetime) -> Judgement:
    """May the officer do the duty at the instant?"""
    rule = policy.duties[question.duty]
    needed = _needed_level(question, facts, rule, at)
    reasons = [*_about_service(question, facts, at)]
    if any(reason.weight == Weight.AGAINST for reason in reasons):
        return Judgement(reasons=tuple(reasons))
    if question.duty == Duty.EMERGENCY:
        return Judgement(reasons=(*reasons, *_emergency(facts, policy, at)))
    reasons += _about_unit(question, facts, rule, at)
    held = _find_level(facts, needed, question, policy, at) if needed else None
    if needed:
        reasons += _about_level(question, facts, rule, policy, needed, held, at)
    if rule.legal_from is not None:
        reasons.append(_about_legal(facts, rule.legal_from, at))
    reasons += _about_restrictions(question.duty, facts, needed, at)
    return Judgement(reasons=tuple(reasons), level=held)


def judge_day(*, question: Question, facts: Facts, line: PolicyLine, start: datetime, end: datetime) -> Judgement:
    """The answer for a whole day: its beginning and each change within it; allowed only if all of it is.

    The reasons are those of its beginning, or of the first instant that is denied; then it is noted from when on.
    """
    instants = sorted({start, *facts.changes_between(start, end), *line.changes_between(start, end)})
    judged = [(at, judge(question=question, facts=facts, policy=line.at(at), at=at)) for at in instants]
    denied = [(at, judgement) for at, judgement in judged if not judgement.allowed]
    if not denied:
        return judged[0][1]
    first, judgement = denied[0]
    if len(denied) == len(judged):
        return judgement
    note = Reason("not_all_day", Weight.NOTE, {"from": first.isoformat()})
    return Judgement(reasons=(*judgement.reasons, note), level=judgement.level)


def _needed_level(question: Question, facts: Facts, rule: DutyRule, at: datetime) -> Level | None:
    """Heading a unit that does no law enforcement asks for no level."""
    if rule.enforcement_units_only and not any(unit.is_law_enforcement for unit in facts.unit if unit.holds_at(at)):
        return None
    return rule.level


def _about_service(question: Question, facts: Facts, at: datetime) -> Iterator[Reason]:
    """In service as an officer, and the holder of the number that was asked."""
    carried = any(number.number == question.number for number in facts.numbers if number.holds_at(at))
    if question.number and not carried:
        yield Reason("number_not_held", Weight.AGAINST, {"number": question.number})
    service = next((service for service in facts.services if service.holds_at(at)), None)
    if service is None:
        yield Reason("not_in_service_yet", Weight.AGAINST)
    elif service.status not in SERVING:
        yield Reason("not_in_service", Weight.AGAINST, {"status": service.status, "since": _day(service.start)})
    elif service.category != Category.OFFICER:
        yield Reason("auxiliary", Weight.AGAINST)
    else:
        posts = [post for post in facts.posts if post.holds_at(at)]
        post = min(posts, key=_post_order, default=None)
        params = {"post": post.post, "since": _day(post.start)} if post else {"since": _day(service.start)}
        yield Reason("in_service", Weight.FOR, params)


def _post_order(post: PostFact) -> tuple[object, ...]:
    """Where somebody works comes before where he is established."""
    return (post.relation != Relation.WORKING, post.relation != Relation.ESTABLISHED, post.start, post.unit_id)


def _about_unit(question: Question, facts: Facts, rule: DutyRule, at: datetime) -> Iterator[Reason]:
    if not rule.enforcement_units_only:
        return
    unit = next((unit for unit in facts.unit if unit.holds_at(at)), None)
    if unit is None:
        yield Reason("unit_not_standing", Weight.AGAINST)
    elif not unit.is_law_enforcement:
        yield Reason("unit_no_enforcement", Weight.FOR)


def _find_level(facts: Facts, needed: Level, question: Question, policy: Policy, at: datetime) -> LevelFact | None:
    """The lowest level held that is enough; of the stream asked, where the policy says that streams must match."""
    fitting = [
        level
        for level in facts.levels
        if level.holds_at(at)
        and level.level.step >= needed.step
        and (not policy.stream_must_match or question.stream is None or level.stream == question.stream)
    ]
    wanted = question.stream or ""
    return min(
        fitting,
        key=lambda level: (level.level.step, level.stream != wanted, level.start, level.uuid),
        default=None,
    )


def _about_level(
    question: Question,
    facts: Facts,
    rule: DutyRule,
    policy: Policy,
    needed: Level,
    held: LevelFact | None,
    at: datetime,
) -> Iterator[Reason]:
    if held is not None:
        yield _level_held(held)
        return
    grace = _grace_end(question, facts, rule, at)
    if grace is not None and at < grace:
        yield Reason("head_in_grace", Weight.FOR, {"level": needed.value, "until": _last_day(grace)})
        return
    yield _level_missing(facts, needed, question, policy, at)


def _level_held(held: LevelFact) -> Reason:
    return Reason(
        "level_held" if held.end else "level_held_for_good",
        Weight.FOR,
        {
            "level": held.level.value,
            "stream": held.stream,
            "since": _day(held.start),
            **({"until": _last_day(held.end)} if held.end else {}),
        },
    )


def _level_missing(facts: Facts, needed: Level, question: Question, policy: Policy, at: datetime) -> Reason:
    enough = [level for level in facts.levels if level.level.step >= needed.step]
    other_stream = [level for level in enough if level.holds_at(at)]
    if other_stream and policy.stream_must_match:
        params = {"level": needed.value, "held": min(level.stream for level in other_stream)}
        return Reason("level_of_other_stream", Weight.AGAINST, params)
    past = [level for level in enough if level.end is not None and level.end <= at]
    if past:
        last = max(past, key=lambda level: (level.end or at, level.uuid))
        code = "level_revoked" if last.is_revoked else "level_expired"
        return Reason(code, Weight.AGAINST, {"level": needed.value, "on": _day(last.end), "until": _last_day(last.end)})
    ahead = [level for level in enough if level.start > at]
    if ahead:
        first = min(ahead, key=lambda level: level.start)
        return Reason("level_not_yet", Weight.AGAINST, {"level": needed.value, "since": _day(first.start)})
    return Reason("level_never_held", Weight.AGAINST, {"level": needed.value})


def _grace_end(question: Question, facts: Facts, rule: DutyRule, at: datetime) -> datetime | None:
    """Until when a sitting head of that unit may do without the level; somebody newly proposed has no such time."""
    sitting = [post for post in facts.posts if post.is_head and post.unit_id == question.unit_id and post.holds_at(at)]
    if not sitting or rule.head_grace_months == 0:
        return None
    began = min(post.start for post in sitting)
    return start_of(months_later(day_of(began), rule.head_grace_months))


def _about_legal(facts: Facts, legal_from: date, at: datetime) -> Reason:
    """初次从事 from that day on needs the legal profession qualification (行政处罚法 art. 58); a veteran doesn't."""
    held = next((legal for legal in facts.legal if legal.holds_at(at)), None)
    if held is not None:
        return Reason("legal_held", Weight.FOR, {"since": _day(held.start)})
    reviews = [review.start for review in facts.reviews if review.start <= at]
    if reviews and min(reviews) < start_of(legal_from):
        return Reason("legal_not_needed", Weight.FOR, {"since": _day(min(reviews)), "from": legal_from.isoformat()})
    return Reason("legal_missing", Weight.AGAINST, {"from": legal_from.isoformat()})


def _about_restrictions(duty: Duty, facts: Facts, needed: Level | None, at: datetime) -> Iterator[Reason]:
    standing = sorted(
        (restriction for restriction in facts.restrictions if restriction.holds_at(at)),
        key=lambda restriction: (restriction.start, restriction.uuid),
    )
    for restriction in standing:
        weight = Weight.AGAINST if _does_block(restriction, duty, needed) else Weight.NOTE
        yield Reason("restricted" if weight == Weight.AGAINST else "restricted_otherwise", weight, _terms(restriction))
    if not standing:
        yield Reason("no_restriction", Weight.FOR)


def _does_block(restriction: RestrictionFact, duty: Duty, needed: Level | None) -> bool:
    """Whether the restriction reaches the duty: by what it blocks, and by the level that it is of.

    Acting in an emergency is never blocked (人民警察法 art. 19); heading a unit without enforcement only by what
    stops all duties.
    """
    if duty == Duty.EMERGENCY:
        return False
    if restriction.level and Level(restriction.level).step > (needed or Level.BASIC).step:
        return False
    if restriction.blocks == Blocks.ALL:
        return True
    if duty == Duty.ASSIST:
        return restriction.blocks == Blocks.ENFORCEMENT
    return needed is not None


def _emergency(facts: Facts, policy: Policy, at: datetime) -> Iterator[Reason]:
    """Allowed to everyone in service; what would have stood against handling cases is named."""
    yield Reason("emergency", Weight.FOR)
    question = Question(duty=Duty.HANDLE_CASES)
    for reason in judge(question=question, facts=facts, policy=policy, at=at).reasons:
        if reason.weight == Weight.AGAINST:
            yield Reason(reason.code, Weight.NOTE, reason.params)


def _terms(restriction: RestrictionFact) -> dict[str, Any]:
    return {
        "kind": restriction.kind,
        "blocks": restriction.blocks,
        "since": _day(restriction.start),
        "until": _last_day(restriction.end) or None,
        "planned": restriction.planned_until.isoformat() if restriction.planned_until else None,
        "document_no": restriction.document_no,
    }


def _day(instant: datetime | None) -> str:
    return day_of(instant).isoformat() if instant else ""


def _last_day(end: datetime | None) -> str:
    return last_day_before(end).isoformat() if end else ""


def alternatives(*, question: Question, judged: Judgement, assisting: Judgement) -> tuple[Duty, ...]:
    """What else a denied officer may do: assist under a qualified one."""
    possible = question.duty in (Duty.HANDLE_CASES, Duty.REVIEW_PENALTY, Duty.APPROVE_CASES)
    return (Duty.ASSIST,) if possible and not judged.allowed and assisting.allowed else ()
