"""Asking for a correction, taking it back, answering it. Accepting means that it is corrected, never that it may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from personnel.accounts.models import Account
from personnel.changes.models import Change
from personnel.changes.recording import lock_subjects
from personnel.corrections.answerers import answerers_of
from personnel.corrections.models import CorrectionRequest
from personnel.corrections.rules import DAYS, IN_PLACE, MISSING, masked_wanted, normalized_wanted
from personnel.corrections.states import MOVES, CorrectionState
from personnel.home.correctable import Recorded, find_recorded
from personnel.officers.corrections import PersonalData, correct_person
from personnel.officers.models import Officer
from personnel.officers.rules import masked_name
from personnel.officers.states import Sex
from records import clock
from records.actor import Actor
from records.audit import record_entry
from records.files import keep_file, media_type_of
from records.notices import send_notices
from records.refusals import Refusal

OWNER_KIND: Final = "personnel.correction"
MOST_PROOFS: Final = 5
PROOF_KINDS: Final = frozenset({"application/pdf", "image/png", "image/jpeg"})


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that shows what is right."""

    name: str
    content: bytes


@transaction.atomic
def ask_for_correction(
    *,
    officer: Officer,
    code: str,
    fact_uuid: UUID,
    wanted: str,
    reason: str,
    proofs: Sequence[Proof],
    actor: Actor,
    now: datetime | None = None,
) -> CorrectionRequest:
    """Ask for one thing on one's own record to be put right, with proof.

    Raises Refusal("corrections.not_own" | "corrections.no_fact" | "corrections.wanted" | "corrections.same" |
    "corrections.reason" | "corrections.proof" | "corrections.open") and what records.files refuses of a file.
    """
    at = now or clock.now()
    (locked,) = lock_subjects([officer])
    if not Account.objects.filter(uuid=actor.uuid, officer=locked).exists():
        raise Refusal("corrections.not_own", _("One asks for corrections of one's own record only."))
    fact = _fact(locked, code, fact_uuid, at)
    right = _wanted(locked, code, wanted)
    if not reason.strip():
        raise Refusal("corrections.reason", _("Say why it is wrong."), field="reason")
    _check_proofs(proofs)
    if CorrectionRequest.objects.open().filter(officer=locked, code=code, fact_uuid=fact_uuid).exists():
        raise Refusal("corrections.open", _("You have asked for this already; it waits for its answer."))
    made = CorrectionRequest.objects.create(
        officer=locked,
        code=code,
        fact_uuid=fact_uuid,
        revision=fact.revision,
        shown=str(fact.value),
        wanted=right,
        reason=reason.strip()[:500],
        asked_at=at,
    )
    for proof in proofs:
        keep_file(
            content=proof.content, name=proof.name, owner_kind=OWNER_KIND, owner_uuid=made.uuid, actor=actor, now=at
        )
    _audit("personnel.correction_asked", made, actor, at, {"what": code, "wanted": masked_wanted(code, right)})
    _tell("personnel.correction_asked", answerers_of(locked, at), made, {"name": locked.name}, at)
    return made


@transaction.atomic
def withdraw_request(*, request: CorrectionRequest, actor: Actor, now: datetime | None = None) -> CorrectionRequest:
    """Take one's own request back before it is answered.

    Raises Refusal("corrections.not_own" | "corrections.ended").
    """
    locked = _lock(request, CorrectionState.WITHDRAWN)
    if not Account.objects.filter(uuid=actor.uuid, officer=locked.officer_id).exists():
        raise Refusal("corrections.not_own", _("One asks for corrections of one's own record only."))
    at = now or clock.now()
    locked.state, locked.ended_at = CorrectionState.WITHDRAWN, at
    locked.save(update_fields=["state", "ended_at"])
    _audit("personnel.correction_withdrawn", locked, actor, at, {"what": locked.code})
    return locked


@transaction.atomic
def accept_request(
    *, request: CorrectionRequest, document_no: str, answer: str = "", actor: Actor, now: datetime | None = None
) -> CorrectionRequest:
    """Answer that it is corrected, by which document.

    A column of the person is written here, as it was asked for. Any other fact has been put right by its own act
    before: that act's document number is asked for, and looked for.
    Raises Refusal("corrections.own" | "corrections.ended" | "corrections.document" | "corrections.not_done") and what
    correct_person refuses.
    """
    document_no = document_no.strip()
    if not document_no:
        raise Refusal("corrections.document", _("A document number is needed."), field="document_no")
    locked = _lock_for_answer(request, CorrectionState.ACCEPTED, actor)
    at = now or clock.now()
    locked.change = _correcting_change(locked, document_no, actor, at)
    locked.document_no = document_no
    return _end(locked, CorrectionState.ACCEPTED, answer, actor, at)


@transaction.atomic
def refuse_request(
    *, request: CorrectionRequest, answer: str, actor: Actor, now: datetime | None = None
) -> CorrectionRequest:
    """Answer that the record stays as it is, and why.

    Raises Refusal("corrections.own" | "corrections.ended" | "corrections.answer").
    """
    if not answer.strip():
        raise Refusal("corrections.answer", _("Say why it stays as it is."), field="answer")
    locked = _lock_for_answer(request, CorrectionState.REFUSED, actor)
    return _end(locked, CorrectionState.REFUSED, answer, actor, now or clock.now())


def _fact(officer: Officer, code: str, uuid: UUID, at: datetime) -> Recorded:
    if code == MISSING and uuid == officer.uuid:
        return Recorded(code=MISSING, uuid=uuid, value=pgettext_lazy("correction", "not on record"))
    fact = find_recorded(officer, code, uuid, at)
    if fact is None:
        raise Refusal("corrections.no_fact", _("This is not on record any more. Look at your file again."))
    return fact


def _wanted(officer: Officer, code: str, wanted: str) -> str:
    right = normalized_wanted(code, wanted)
    if right is None:
        raise Refusal("corrections.wanted", _("Write it as it should stand on record."), field="wanted")
    if code in IN_PLACE and right == _column(officer, code):
        raise Refusal("corrections.same", _("This is what stands on record."), field="wanted")
    return right


def _column(officer: Officer, code: str) -> str:
    value = getattr(officer, code)
    return value.isoformat() if isinstance(value, date) else str(value)


def _check_proofs(proofs: Sequence[Proof]) -> None:
    if not proofs:
        raise Refusal("corrections.proof", _("Add at least one document that shows it."), field="proofs")
    if len(proofs) > MOST_PROOFS:
        raise Refusal("corrections.proof", _("At most %(most)s files can be added."), field="proofs", most=MOST_PROOFS)
    for proof in proofs:
        if proof.content and media_type_of(proof.content) not in PROOF_KINDS:
            raise Refusal(
                "corrections.proof", _("%(name)s is neither PDF, PNG nor JPEG."), field="proofs", name=proof.name
            )


def _lock(request: CorrectionRequest, to: CorrectionState) -> CorrectionRequest:
    """The officer, then the request: facts are written under the officer's lock."""
    lock_subjects([request.officer])
    rows = CorrectionRequest.objects.select_for_update(of=("self",)).select_related("officer")
    locked = rows.get(pk=request.pk)
    if to not in MOVES[CorrectionState(locked.state)]:
        raise Refusal(
            "corrections.ended",
            _("This request is no longer open: %(state)s."),
            state=locked.get_state_display(),
        )
    return locked


def _lock_for_answer(request: CorrectionRequest, to: CorrectionState, actor: Actor) -> CorrectionRequest:
    locked = _lock(request, to)
    if Account.objects.filter(uuid=actor.uuid, officer=locked.officer_id).exists():
        raise Refusal("corrections.own", _("Nobody answers his own request; a colleague does."))
    return locked


def _correcting_change(locked: CorrectionRequest, document_no: str, actor: Actor, at: datetime) -> Change:
    officer = locked.officer
    if locked.code in IN_PLACE and _column(officer, locked.code) != locked.wanted:
        right = PersonalData(**{locked.code: _typed(locked.code, locked.wanted)})
        correct_person(officer=officer, right=right, actor=actor, document_no=document_no, now=at)
        return Change.objects.filter(officer=officer).latest("pk")
    done = Change.objects.filter(officer=officer, document_no=document_no, recorded_at__gte=locked.asked_at)
    change = done.order_by("-pk").first()
    if change is None or not _differs(locked, at):
        raise Refusal(
            "corrections.not_done",
            _("No correction by this document is recorded since the request. Record it first, then accept."),
            field="document_no",
        )
    return change


def _differs(locked: CorrectionRequest, at: datetime) -> bool:
    """Whether a dated fact is written by another change than it was when the officer asked."""
    if locked.code == MISSING or locked.code in IN_PLACE:
        return True
    fact = find_recorded(locked.officer, locked.code, locked.fact_uuid, at)
    return fact is None or fact.revision != locked.revision


def _typed(code: str, wanted: str) -> Any:
    if code in DAYS:
        return date.fromisoformat(wanted)
    return Sex(wanted) if code == "sex" else wanted


def _end(
    locked: CorrectionRequest, state: CorrectionState, answer: str, actor: Actor, at: datetime
) -> CorrectionRequest:
    locked.state, locked.ended_at, locked.answer = state, at, answer.strip()[:500]
    locked.answered_by_uuid, locked.answered_by_name = actor.uuid, actor.name[:60]
    locked.save()
    _audit(f"personnel.correction_{state}", locked, actor, at, {"what": locked.code})
    own = Account.objects.filter(officer=locked.officer_id).values_list("uuid", flat=True)
    _tell(f"personnel.correction_{state}", own, locked, {}, at)
    return locked


def _audit(action: str, request: CorrectionRequest, actor: Actor, at: datetime, after: dict[str, Any]) -> None:
    record_entry(
        actor=actor,
        action=action,
        subject_kind=OWNER_KIND,
        subject_uuid=request.uuid,
        subject_label=masked_name(request.officer.name),
        after=after,
        document_no=request.document_no,
        now=at,
    )


def _tell(code: str, accounts: Any, request: CorrectionRequest, params: dict[str, Any], at: datetime) -> None:
    url = reverse("personnel:correction", args=[request.uuid])
    told = [(uuid, {**params, "what": request.code}, url) for uuid in accounts]
    send_notices(code=code, told=told, now=at)
