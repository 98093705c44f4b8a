"""One line of the list in words: what the page and its export show."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from personnel.home.wording import last_day, record_day
from personnel.officers.models import Officer
from personnel.officers.questions import heads_at
from personnel.officers.states import Service, Stream
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.policies.policies import policy_at
from qualifications.policies.rules import months_later
from qualifications.registry.states import KINDS, Standing
from qualifications.restrictions.models import Restriction
from qualifications.states import Duty, Level
from records.days import day_of, last_day_before
from records.decimals import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An officer with how he stands."""

    officer: Any
    kind: str
    word: str
    basic: str
    intermediate: str
    note: str
    stream: str
    claim: LevelClaim | None

    def as_cells(self) -> tuple[object, ...]:
        """The cells of the export, in the order of HEAD."""
        officer = self.officer
        return (
            officer.name,
            officer.police_number,
            officer.unit_name,
            officer.post,
            self.stream,
            self.basic or _("not obtained"),
            self.intermediate or _("not obtained"),
            self.word,
            self.note,
        )


def head() -> tuple[str, ...]:
    """The columns of the export."""
    return (
        _("Name"),
        _("Police number"),
        _("Unit"),
        _("Post"),
        _("Stream"),
        _("Basic until"),
        _("Intermediate until"),
        _("State"),
        _("Remark"),
    )


def rows_of(officers: Sequence[Any], now: datetime) -> list[Row]:
    """The lines of these officers (as standings.annotated gives them), in a few queries."""
    records = LevelRecord.objects.in_bulk(
        [key for officer in officers for key in (officer.basic_record, officer.intermediate_record) if key]
    )
    claims = {
        claim.officer_id: claim
        for claim in LevelClaim.objects.live().filter(officer__in=officers).select_related("exam").order_by("-level")
    }
    restrictions: dict[int, list[Restriction]] = defaultdict(list)
    for row in Restriction.objects.believed().holding_at(now).filter(officer__in=officers).order_by("valid_from"):
        restrictions[row.officer_id].append(row)
    grace = _ends_of_grace(officers, now)
    return [
        Row(
            officer=officer,
            kind=KINDS[Standing.at(officer.standing)],
            word=_word(officer, now),
            basic=_until(records.get(officer.basic_record)),
            intermediate=_until(records.get(officer.intermediate_record)),
            note=_note(
                officer,
                claims.get(officer.pk),
                restrictions[officer.pk],
                records.get(officer.basic_record),
                grace.get(officer.pk),
            ),
            stream=str(Stream(officer.stream or "").label),
            claim=claims.get(officer.pk),
        )
        for officer in officers
    ]


def _until(record: LevelRecord | None) -> str:
    if record is None:
        return ""
    return last_day(record.valid_to) if record.valid_to else _("permanent")


def _word(officer: Any, now: datetime) -> str:
    standing = Standing.at(officer.standing)
    if standing == Standing.ENDING and officer.basic_end:
        left = (last_day_before(officer.basic_end) - day_of(now)).days
        return _("ends in %(days)s days") % {"days": left} if left else _("ends today")
    return str(standing.label)


def _note(
    officer: Any,
    claim: LevelClaim | None,
    restrictions: Sequence[Restriction],
    basic: LevelRecord | None,
    grace: date | None,
) -> str:
    standing = Standing.at(officer.standing)
    if standing == Standing.RESTRICTED:
        kinds = dict.fromkeys(row.get_kind_display() for row in restrictions)
        documents = dict.fromkeys(row.document_no for row in restrictions)
        between = pgettext("between names", ", ")
        return f"{between.join(kinds)} {between.join(documents)}"
    if standing == Standing.NEVER:
        return _("on probation") if officer.service == Service.PROBATION else ""
    if standing == Standing.WAITING and claim is not None:
        words = {"level": Level(claim.level).label, "day": record_day(claim.exam.valid_from)}
        if claim.exam.score is None:
            return _("%(level)s exam passed on %(day)s") % words
        return _("%(level)s exam passed on %(day)s, score %(score)s") % {**words, "score": plain(claim.exam.score)}
    if standing == Standing.HEAD_WITHOUT:
        return _("grace until %(day)s") % {"day": record_day(grace)} if grace else _("no time of grace left")
    return basic.document_no if basic is not None else ""


def _ends_of_grace(officers: Iterable[Officer], now: datetime) -> dict[int, date]:
    """The last day of grace of sitting heads; those whose time is over are absent."""
    months = policy_at(now).duties[Duty.LEAD_UNIT].head_grace_months
    ends: dict[int, date] = {}
    for post in heads_at(now).filter(officer__in=list(officers)):
        last = months_later(day_of(post.valid_from), months) - timedelta(days=1)
        if last >= day_of(now):
            ends[post.officer_id] = last
    return ends
