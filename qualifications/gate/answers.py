"""An answer as JSON: what the API and the command give."""

from typing import Any

from personnel.officers.states import Stream
from qualifications.evidence.models import Evidence
from qualifications.gate.facts import LevelFact
from qualifications.gate.gate import Answer
from qualifications.gate.reasons import duty_label, words_of
from qualifications.states import EvidenceKind, Outcome
from records.days import LOCAL, day_of, last_day_before


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """The whole answer; words in the active language, instants in the bureau's time."""
    return {
        "allowed": answer.allowed,
        "duty": answer.duty,
        "duty_name": duty_label(answer.duty),
        "number": answer.number,
        "officer": {"uuid": str(answer.officer.uuid), "name": answer.masked_name} if answer.officer else None,
        "unit": answer.unit_asked or None,
        "stream": answer.stream,
        "at": _moment(answer),
        "known_at": answer.known_at.astimezone(LOCAL).isoformat() if answer.known_at else None,
        "reasons": [{**reason.as_json(), "text": words_of(reason.code, reason.params)} for reason in answer.reasons],
        "level": _level(answer.level) if answer.level else None,
        "evidence": [_evidence(row) for row in answer.evidence if _is_behind(row, answer)],
        "alternatives": [{"duty": duty.value, "name": str(duty.label)} for duty in answer.alternatives],
        "revision": {"officer": answer.officer_change, "unit": answer.unit_change},
        "policy_version": answer.policy_version,
        "rules_version": answer.rules_version,
        "asked_at": answer.asked_at.astimezone(LOCAL).isoformat(),
        "decision": str(answer.decision) if answer.decision else None,
    }


def _is_behind(row: Evidence, answer: Answer) -> bool:
    return answer.level is not None and row.uuid == answer.level.exam_uuid


def _moment(answer: Answer) -> str:
    if answer.at_to is not None:
        return day_of(answer.at_from).isoformat()
    return answer.at_from.astimezone(LOCAL).isoformat()


def _level(level: LevelFact) -> dict[str, Any]:
    return {
        "level": level.level.value,
        "name": str(level.level.label),
        "stream": level.stream,
        "stream_name": str(Stream(level.stream).label),
        "certificate_no": level.certificate_no or None,
        "valid_from": day_of(level.start).isoformat(),
        "last_day": last_day(level),
        "exam_passed_on": level.exam_passed_on.isoformat() if level.exam_passed_on else None,
        "appraised_on": level.appraised_on.isoformat() if level.appraised_on else None,
        "confirmed_on": level.confirmed_on.isoformat(),
        "document_no": level.document_no,
    }


def last_day(level: LevelFact) -> str | None:
    """The last day on which the level is held; None: permanent."""
    return last_day_before(level.end).isoformat() if level.end else None


def _evidence(row: Evidence) -> dict[str, Any]:
    return {
        "uuid": str(row.uuid),
        "kind": row.kind,
        "name": str(EvidenceKind(row.kind).label),
        "title": row.title,
        "occurred_on": day_of(row.valid_from).isoformat(),
        "outcome": row.outcome,
        "outcome_name": str(Outcome(row.outcome).label),
        "score": str(row.score) if row.score is not None else None,
        "document_no": row.document_no or None,
        "source": {"kind": row.source_kind, "uuid": str(row.source_uuid), "revision": row.source_revision},
    }
