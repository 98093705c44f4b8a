"""A row of a list to its values, or to every reason why it can't be read. No database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from personnel.imports.columns import columns_of, fields_of
from personnel.imports.rules import facts_of_id_number
from personnel.imports.states import Kind
from records.cells import Cell, shown
from records.faults import CellFault, Fault
from records.tables import Row, Table, read_table

WANTED = {
    Kind.UNITS: ("code",),
    Kind.OFFICERS: ("name",),
    Kind.POSTS: ("name", "unit", "post"),
}


@dataclass(slots=True)
class Entry:
    """One row as read: where it stands, what it says, what is wrong with it. Empty cells say nothing."""

    sheet: str
    row: int
    values: dict[str, Any]
    cells: dict[str, Cell]
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, code: str, name: str = "", **params: Any) -> None:
        """Note a fault at the cell of the field; at the row as a whole where the file has no such column."""
        cell = self.cells.get(name)
        if cell is None:
            self.faults.append(Fault(code, params=params))
        else:
            self.faults.append(Fault(code, cell.column, cell.header, shown(cell.value).strip()[:200], params))

    def fault(self, fault: CellFault, name: str) -> None:
        """Note what a widget or a rule found."""
        self.refuse(fault.code, name, **fault.params)


def read_list(kind: Kind, content: bytes, file_name: str) -> Table:
    """The rows of a file of this kind. Raises BrokenFile."""
    return read_table(content, file_name, columns_of(kind))


def read_rows(kind: Kind, rows: Iterable[Row]) -> list[Entry]:
    """Each row by itself."""
    return [read_row(kind, row) for row in rows]


def read_row(kind: Kind, row: Row) -> Entry:
    """What one row says."""
    entry = Entry(row.sheet, row.row, {}, dict(row.cells))
    fields = fields_of(kind)
    for name, cell in row.cells.items():
        try:
            value = fields[name].widget.clean(cell)
        except CellFault as fault:
            entry.fault(fault, name)
        else:
            if value is not None:
                entry.values[name] = value
    faulty = {fault.header for fault in entry.faults}
    for name in WANTED[kind]:
        column = row.cells.get(name)
        if name not in entry.values and (column is None or column.header not in faulty):
            entry.refuse("value_missing", name, word=fields[name].column_name)
    if kind != Kind.UNITS and not entry.faults:
        _check_person(entry)
    return entry


def _check_person(entry: Entry) -> None:
    values = entry.values
    if "id_number" not in values and "number" not in values:
        entry.refuse("who_is_it", "name")
        return
    if "id_number" in values:
        _check_id_number(entry, values["id_number"])
    born_on, joined_on = values.get("born_on"), values.get("joined_on")
    if isinstance(born_on, date) and isinstance(joined_on, date) and joined_on <= born_on:
        entry.refuse("born_later", "joined_on")


def _check_id_number(entry: Entry, id_number: str) -> None:
    """The day of birth and the sex are in the number; what the file says beside it must agree."""
    try:
        born_on, sex = facts_of_id_number(id_number)
    except CellFault as fault:
        entry.fault(fault, "id_number")
        return
    if entry.values.get("born_on", born_on) != born_on:
        entry.refuse("born_differs", "born_on", day=born_on.isoformat())
    if entry.values.get("sex", sex) != sex:
        entry.refuse("sex_differs", "sex", sex=fields_of(Kind.OFFICERS)["sex"].widget.render(sex))
