"""Which verb each act of HR on one person calls."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from personnel.officers.models import Appointment, Officer
from personnel.officers.officers import (
    NewPost,
    PersonalData,
    appoint,
    award_ranks,
    change_status,
    correct_person,
    end_appointments,
    end_posts,
    former_post,
    give_number,
    record_first_reviews,
    record_legal_qualifications,
    reinstate,
    second,
    set_established,
    transfer,
)
from personnel.officers.states import LEAVING, Act, Relation, Service, Sex, Stream
from personnel.units.models import Unit
from records.actor import Actor
from records.days import end_of, start_of
from records.refusals import Refusal

Data = Mapping[str, Any]
Run = Callable[[Officer, Data, dict[str, Any]], object]


def perform(act: Act, officer: Officer, data: Data, *, actor: Actor, now: datetime) -> None:
    """Do the act with what the form says. Raises what its verb refuses."""
    writing = {"actor": actor, "now": now, "document_no": data["document_no"], "reason": data["reason"]}
    if act in LEAVING:
        change_status(officers=[officer], status=LEAVING[act], since=start_of(data["on"]), **writing)
    else:
        RUNS[act](officer, data, writing)


def rehearse(act: Act, officer: Officer, data: Data, *, actor: Actor, now: datetime) -> None:
    """Ask the verb whether it would do it, and store nothing: what it refuses is said before anybody confirms."""
    with transaction.atomic():
        perform(act, officer, data, actor=actor, now=now)
        transaction.set_rollback(True)


def new_post(data: Data, unit: Unit | None, relation: Relation = Relation.ESTABLISHED) -> NewPost:
    """The post that the form describes."""
    if unit is None:
        raise Refusal("officers.unit_missing", _("Choose a unit."), field="unit")
    until: date | None = data.get("until")
    return NewPost(
        unit=unit,
        post=data["post"],
        since=start_of(data["on"]),
        relation=relation,
        stream=Stream(data.get("stream") or ""),
        duties=tuple(data.get("duties") or ()),
        is_head=bool(data.get("is_head") or data.get("acting")),
        acting=bool(data.get("acting")),
        until=end_of(until) if until else None,
    )


def _transfer(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    transfer(posts=[(officer, new_post(data, data["unit"]))], **writing)


def _second(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    second(posts=[(officer, new_post(data, data["unit"], Relation.WORKING))], **writing)


def _appoint(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    own = Appointment.objects.believed().holding_at(start_of(data["on"])).filter(officer=officer)
    post = own.filter(relation=Relation.ESTABLISHED).select_related("unit").first()
    appoint(posts=[(officer, new_post(data, post.unit if post else None))], **writing)


def _concurrent(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    appoint(posts=[(officer, new_post(data, data["unit"], Relation.CONCURRENT))], **writing)


def _end_secondment(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    end_appointments(officers=[officer], relation=Relation.WORKING, on=start_of(data["on"]), **writing)


def _end_post(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    posts = Appointment.objects.believed().filter(officer=officer, uuid=data["which"]).select_related("officer")
    end_posts(posts=list(posts), on=start_of(data["on"]), **writing)


def _end_probation(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    change_status(officers=[officer], status=Service.IN_SERVICE, since=start_of(data["on"]), **writing)


def _reinstate(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    since = start_of(data["on"])
    old = former_post(officer, since)
    is_old_one = old is not None and (old.unit, old.post) == (data["unit"], data["post"])
    post = None if is_old_one else new_post(data, data["unit"])
    reinstate(officer=officer, since=since, police_number=data["police_number"], post=post, **writing)


def _establish(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    set_established(officers=[officer], established=True, since=start_of(data["on"]), **writing)


def _unestablish(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    set_established(officers=[officer], established=False, since=start_of(data["on"]), **writing)


def _rank(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    award_ranks(ranks=[(officer, data["rank"], data["grade"])], since=start_of(data["on"]), **writing)


def _number(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    give_number(officer=officer, number=data["police_number"], since=start_of(data["on"]), **writing)


def _legal(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    record_legal_qualifications(items=[(officer, data["certificate_no"], data["on"])], **writing)


def _first_review(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    record_first_reviews(officers=[(officer, data["on"])], **writing)


def _correct(officer: Officer, data: Data, writing: dict[str, Any]) -> None:
    right = PersonalData(
        name=data["name"] or None,
        sex=Sex(data["sex"]) if data["sex"] else None,
        born_on=data["born_on"],
        id_number=data["id_number"] or None,
        joined_on=data["joined_on"],
    )
    correct_person(officer=officer, right=right, **writing)


RUNS: Final[dict[Act, Run]] = {
    Act.TRANSFER: _transfer,
    Act.SECOND: _second,
    Act.END_SECONDMENT: _end_secondment,
    Act.APPOINT: _appoint,
    Act.CONCURRENT: _concurrent,
    Act.END_POST: _end_post,
    Act.END_PROBATION: _end_probation,
    Act.REINSTATE: _reinstate,
    Act.ESTABLISH: _establish,
    Act.UNESTABLISH: _unestablish,
    Act.RANK: _rank,
    Act.NUMBER: _number,
    Act.LEGAL: _legal,
    Act.FIRST_REVIEW: _first_review,
    Act.CORRECT: _correct,
}
