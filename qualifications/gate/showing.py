"""An answer as the page shows it: a sentence, its reasons, what it rests on, what would change it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from personnel.home.wording import record_day, record_moment
from qualifications.evidence.models import Evidence
from qualifications.gate.answers import last_day
from qualifications.gate.facts import Reason, Weight
from qualifications.gate.gate import Answer
from qualifications.gate.models import Decision
from qualifications.gate.reasons import duty_label, short_words_of, words_of
from qualifications.levels.models import LevelClaim
from qualifications.states import Duty, Level
from records.decimals import plain

_HEADINGS: dict[Duty, tuple[str | Promise, str | Promise]] = {
    Duty.HANDLE_CASES: (gettext_lazy("May handle cases"), gettext_lazy("May not handle cases")),
    Duty.ASSIST: (gettext_lazy("May assist"), gettext_lazy("May not assist")),
    Duty.REVIEW_PENALTY: (gettext_lazy("May review penalties"), gettext_lazy("May not review penalties")),
    Duty.APPROVE_CASES: (gettext_lazy("May approve cases"), gettext_lazy("May not approve cases")),
    Duty.LEAD_UNIT: (gettext_lazy("May head the unit"), gettext_lazy("May not head the unit")),
    Duty.EMERGENCY: (gettext_lazy("May act in an emergency"), gettext_lazy("May not act in an emergency")),
}
_KINDS = {Weight.FOR: "done", Weight.AGAINST: "no", Weight.NOTE: "missing"}


def heading_of(answer: Answer) -> str:
    """The sentence that answers."""
    if answer.duty not in Duty.values:
        return _("May not: %(duty)s") % {"duty": duty_label(answer.duty)}
    allowed, denied = _HEADINGS[Duty(answer.duty)]
    return str(allowed if answer.allowed else denied)


def badge_of(answer: Answer | Decision) -> tuple[str, str]:
    """Kind and word."""
    return ("done", _("allowed")) if answer.allowed else ("no", _("denied"))


def latest_rows(decisions: Iterable[Decision]) -> list[tuple[Decision, str, str, str, str]]:
    """[(decision, duty, moment asked about, kind, word)] of the asker's last questions."""
    return [(row, duty_label(row.duty), asked_at(row), *badge_of(row)) for row in decisions]


def text_of(reason: Reason) -> str:
    """A reason's words."""
    return words_of(reason.code, reason.params)


def lead_of(answer: Answer, claim: LevelClaim | None = None) -> str:
    """The reason that decides: the first one against it, else what speaks for it most."""
    against = [reason for reason in answer.reasons if reason.weight == Weight.AGAINST]
    if against and claim is not None and claim.level == against[0].params.get("level"):
        words = _("The exam is passed, but the %(level)s level is not confirmed yet; passing is not holding.")
        return words % {"level": Level(claim.level).label}
    if against:
        return text_of(against[0])
    telling = [reason for reason in answer.reasons if reason.code not in ("in_service", "no_restriction")]
    return text_of((telling or list(answer.reasons))[0])


def short_note_of(answer: Answer) -> str:
    """What stands against it, for a narrow place; nothing where it is allowed."""
    against = [reason for reason in answer.reasons if reason.weight == Weight.AGAINST]
    return short_words_of(against[0].code, against[0].params) if against else ""


def reason_rows(answer: Answer) -> list[tuple[str, str]]:
    """[(kind, words)] for the reasons."""
    return [(_KINDS[reason.weight], text_of(reason)) for reason in answer.reasons]


def asked_at(answer: Answer | Decision) -> str:
    """The moment asked about: a day or an instant."""
    return record_day(answer.at_from) if answer.at_to else record_moment(answer.at_from)


def turning_points(answer: Answer, claim: LevelClaim | None) -> list[tuple[str, str]]:
    """[(kind, words)]: what would change the answer."""
    return [("ahead", text) for text in _turns(answer, claim)]


def _turns(answer: Answer, claim: LevelClaim | None) -> Iterator[str]:
    if answer.officer is None:
        return
    codes = {reason.code for reason in answer.reasons if reason.weight == Weight.AGAINST}
    if answer.allowed:
        if answer.level is not None and answer.level.end is not None:
            yield _("After %(day)s the level has to be renewed.") % {"day": last_day(answer.level)}
        yield _("A stop from duty, a suspension or a revocation would deny it.")
    if claim is not None and codes & {"level_never_held", "level_expired", "level_revoked"}:
        yield _("Once the level is confirmed, allowed from the day of the confirmation on.")
    elif codes & {"level_never_held", "level_revoked"}:
        yield _("Passing the exam and the confirmation of the level would allow it.")
    elif "level_expired" in codes:
        yield _("A renewal would allow it.")
    if "restricted" in codes:
        yield _("The end of the restriction would allow it.")
    if "legal_missing" in codes:
        yield _("The legal profession qualification would allow it.")
    if not answer.allowed and answer.duty != Duty.EMERGENCY:
        yield _("Acting in an emergency is not blocked; it is recorded.")


def chain_of(answer: Answer, claim: LevelClaim | None) -> list[dict[str, object]]:
    """What the level rests on, as steps: exam, appraisal, confirmation."""
    if answer.level is not None:
        return _chain_of_level(answer)
    needed = next((reason.params["level"] for reason in answer.reasons if reason.code.startswith("level_")), None)
    if claim is not None and claim.level == needed:
        steps = [_exam_step(record_day(claim.exam.valid_from), claim.exam)]
        if claim.appraisal is not None:
            steps.append(_step(_("Appraisal passed"), record_day(claim.appraisal.valid_from)))
        return [
            *steps,
            {
                "state": "stop",
                "title": pgettext("step", "Level not confirmed"),
                "note2": _("with the qualification office"),
            },
        ]
    return [_missing_step(answer, needed)] if needed else []


def _missing_step(answer: Answer, needed: str) -> dict[str, object]:
    """Where the chain stops: the level was held once and is not any more, or never."""
    titles = {"level_expired": _("%(level)s expired"), "level_revoked": _("%(level)s revoked")}
    for reason in answer.reasons:
        if reason.code in titles:
            day = reason.params["until" if reason.code == "level_expired" else "on"]
            return {"state": "stop", "title": titles[reason.code] % {"level": Level(needed).label}, "note": day}
    return {"state": "stop", "title": _("%(level)s not held") % {"level": Level(needed).label}}


def _chain_of_level(answer: Answer) -> list[dict[str, object]]:
    level = answer.level
    assert level is not None  # noqa: S101  (the caller looked)
    exam = next((row for row in answer.evidence if row.uuid == level.exam_uuid), None)
    steps = []
    if level.exam_passed_on:
        steps.append(_exam_step(level.exam_passed_on.isoformat(), exam))
    if level.appraised_on:
        steps.append(_step(_("Appraisal passed"), level.appraised_on.isoformat()))
    steps.append(_step(pgettext("step", "Level confirmed"), level.confirmed_on.isoformat(), level.document_no))
    return steps


def _exam_step(day: str, exam: Evidence | None) -> dict[str, object]:
    score = exam.score if exam is not None else None
    return _step(_("Exam passed"), day, _("score %(score)s") % {"score": plain(score)} if score is not None else "")


def _step(title: str, note: str, note2: str = "") -> dict[str, object]:
    return {"state": "done", "title": title, "note": note, "note2": note2}


def shown(answer: Answer, claim: LevelClaim | None = None) -> dict[str, Any]:
    """Everything that the answer's card needs."""
    kind, word = badge_of(answer)
    return {
        "answer": answer,
        "heading": heading_of(answer),
        "tone": "ok" if answer.allowed else "bad",
        "kind": kind,
        "word": word,
        "lead": lead_of(answer, claim),
        "reasons": reason_rows(answer),
        "turns": turning_points(answer, claim),
        "chain": chain_of(answer, claim),
        "asked_at": asked_at(answer),
        "duty": duty_label(answer.duty),
    }
