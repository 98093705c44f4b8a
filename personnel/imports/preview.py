"""The page that shows a plan before it is applied: counts, filters, one page of its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from personnel.home.figures import split_parts
from personnel.home.marks import mark_of
from personnel.imports.columns import fields_of, known_fields
from personnel.imports.plans import about, kind_of
from personnel.imports.refused import PERSONAL, reasons_of, shown_cell
from personnel.imports.states import APPLIED, Kind, Outcome
from personnel.officers.rules import masked_id_number
from records.faults import place_of
from records.models import ImportPlan
from records.plans import PlanRows, Row

TODO_FIRST = [Outcome.REFUSED, Outcome.CHANGED, Outcome.NEW, Outcome.UNCHANGED, Outcome.MISSING]
MARKS = {
    Outcome.NEW: "added",
    Outcome.CHANGED: "pending",
    Outcome.UNCHANGED: "same",
    Outcome.MISSING: "absent",
    Outcome.REFUSED: "no",
}
NAMES_SHOWN = 3
NOT_SHOWN = frozenset({"name", "number", "code", "sex", "born_on", "category"})


@dataclass(slots=True)
class Change:
    """One field: its word, what is recorded, what the file says, and from when."""

    word: str
    old: str
    new: str
    note: str


@dataclass(slots=True)
class Line:
    """One row of the plan as the page shows it."""

    outcome: Outcome
    mark: str
    who: str
    number: str
    uuid: str = ""
    where: str = ""
    changes: list[Change] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


class Preview:
    """A plan's rows in the order in which they need somebody; only one page of them is read."""

    def __init__(self, plan: ImportPlan, query: Mapping[str, Any]) -> None:
        self.plan = plan
        self.kind = kind_of(plan)
        self.about = about(plan)
        self.counts = {outcome: plan.counts.get(outcome.value, 0) for outcome in Outcome}
        self.storable = sum(self.counts[outcome] for outcome in APPLIED)
        self.total = sum(self.counts.values()) - self.counts[Outcome.MISSING]
        wanted = str(query.get("outcome", ""))
        shown = [
            outcome for outcome in TODO_FIRST if wanted == outcome.value or (not wanted and outcome != Outcome.MISSING)
        ]
        self.rows = PlanRows(plan, *(outcome.value for outcome in shown))

    @property
    def parts(self) -> list[tuple[str, str, int, str]]:
        """(mark, words, count, what becomes of them) for the summary."""
        notes = {
            Outcome.NEW: _("not recorded yet"),
            Outcome.CHANGED: _("field by field below"),
            Outcome.UNCHANGED: _("nothing is stored"),
            Outcome.MISSING: _("only said, nothing is deleted"),
            Outcome.REFUSED: _("mend the file and upload it again"),
        }
        if self.kind == Kind.POSTS:
            del notes[Outcome.MISSING]
        return [(MARKS[kind], str(kind.label), self.counts[kind], note) for kind, note in notes.items()]

    @property
    def bars(self) -> list[dict[str, str]]:
        """The same as a bar."""
        rows = [(mark, count) for mark, _words, count, _note in self.parts if mark != MARKS[Outcome.MISSING]]
        return split_parts([(mark_of(mark).tone or "rest", count) for mark, count in rows])

    @property
    def chips(self) -> list[tuple[str, str, int]]:
        """Outcomes that occur, those that need somebody first."""
        return [(kind.value, str(kind.label), self.counts[kind]) for kind in TODO_FIRST if self.counts[kind]]

    @property
    def refused_hours(self) -> int:
        """How long the refused rows stay after the rest is stored."""
        return int(settings.PLAN_REFUSED_HOURS)

    @property
    def compared(self) -> str:
        """The units with whose record the file is compared, where anybody is missing."""
        names = self.about.get("compared", ()) if self.counts[Outcome.MISSING] else ()
        units = "、".join(names[:NAMES_SHOWN])
        if len(names) > NAMES_SHOWN:
            return _("%(units)s and others, %(count)s units") % {"units": units, "count": len(names)}
        return units

    @property
    def ignored(self) -> str:
        """Columns of the file that nothing is read from."""
        return "、".join(f"{header}（{letter}）" for _sheet, letter, header in self.about.get("ignored", ()))

    @property
    def left_out(self) -> str:
        """Sheets of the file that are another list."""
        return "、".join(self.about.get("left_out", ()))

    @property
    def touched(self) -> list[str]:
        """What storing it touches, in sentences."""
        touches = self.about.get("touches", {})
        places = "parent" if self.kind == Kind.UNITS else "unit"
        told = [
            (self.counts[Outcome.NEW], self._words_of_new),
            (touches.get(places, 0), _("%(count)s come under another unit.")),
            (touches.get("leaving", 0), _("%(count)s leave service: their posts end, their accounts are shut out.")),
            (self.counts[Outcome.CHANGED], _("%(count)s rows change something that is recorded.")),
            (self.counts[Outcome.REFUSED], _("%(count)s refused rows are left aside.")),
        ]
        return [words % {"count": count} for count, words in told if count]

    @property
    def _words_of_new(self) -> str:
        return {
            Kind.UNITS: _("%(count)s units are founded."),
            Kind.OFFICERS: _("%(count)s people are taken on."),
            Kind.POSTS: _("%(count)s posts are taken up."),
        }[self.kind]

    def lines(self, rows: Iterable[Row], names: Mapping[str, str], *, in_full: bool) -> list[Line]:
        """The rows of one page. names: of units by their codes."""
        return [_line(self.kind, row, names, in_full) for row in rows]


def codes_of(rows: Iterable[Row]) -> set[str]:
    """Codes of the units that the rows name, to be shown by name."""
    return {row["values"][name] for row in rows for name in ("unit", "parent") if name in row.get("values", {})}


def _line(kind: Kind, row: Row, names: Mapping[str, str], in_full: bool) -> Line:
    outcome = Outcome(row["outcome"])
    uuid, who = row.get("who", ["", ""])
    line = Line(outcome, MARKS[outcome], who, row.get("code", ""), uuid)
    if outcome == Outcome.MISSING:
        line.facts = [(_("Unit"), row["unit"])] if row.get("unit") else []
        return line
    line.where = place_of(row["sheet"], row["row"])
    if outcome == Outcome.REFUSED:
        cells = row["cells"]
        line.who = _cell(cells, "name")
        line.number = _cell(cells, "code" if kind == Kind.UNITS else "number")
        line.reasons = reasons_of(row)
        faulty = {fault["header"] for fault in row["faults"]}
        line.facts = [
            (header, shown_cell(name, text, in_full) or _("(empty)"))
            for name, (_column, header, text) in cells.items()
            if header in faulty
        ]
        return line
    values = row["values"]
    line.who = values.get("name", who)
    line.number = values.get("code" if kind == Kind.UNITS else "number", "")
    if outcome == Outcome.CHANGED:
        line.changes = [_change(*difference) for difference in row["differences"]]
    elif outcome == Outcome.NEW:
        line.facts = _facts(kind, values, names, in_full)
    return line


def _cell(cells: Mapping[str, Any], name: str) -> str:
    return str(cells.get(name, ["", "", ""])[2])


def _change(name: str, old: str, new: str, since: str, mended: bool) -> Change:
    from_day = _("from %(day)s") % {"day": since} if since else ""
    note = _("corrected") if mended else from_day
    return Change(known_fields()[name].column_name, old, new, note)


def _facts(kind: Kind, values: Mapping[str, Any], names: Mapping[str, str], in_full: bool) -> list[tuple[str, str]]:
    facts = []
    for name, column in fields_of(kind).items():
        if name in NOT_SHOWN or values.get(name) in (None, False, ""):
            continue
        value = values[name]
        if name in PERSONAL:
            value = value if in_full else masked_id_number(value)
        elif name in ("unit", "parent"):
            value = names.get(value, value)
        elif not isinstance(value, str) or not _is_day(name):
            value = column.widget.render(value)
        facts.append((column.column_name, str(value)))
    return facts


def _is_day(name: str) -> bool:
    return name.endswith(("_on", "_since", "since", "until", "first_review"))
