"""The workbook that HR fills in: one sheet for each kind, its columns formatted as text, and what they mean."""

from personnel.imports.columns import NOTES_SHEET, SHEETS, fields_of
from personnel.imports.states import Kind
from records.workbooks import Sheet

NOTES = [
    ("全部", "单元格", "各列已设为文本格式；粘贴时请选“只保留文本”，否则警号前面的 0、身份证号的末几位会丢失"),
    ("全部", "日期", "2026-03-01、2026.3.1、2026年3月1日、20260301 均可"),
    ("全部", "空单元格", "表示不变（是否负责人、主持工作两列除外：空表示“否”）"),
    ("人员", "本表以外的人", "只列出来提醒，不会删除，也不会改动"),
    ("任职", "一人多行", "编制任职前后相接：前一行须填止任时间"),
]


def template_sheets() -> list[Sheet]:
    """Empty lists and the notes."""
    lists = [Sheet(title=SHEETS[kind], head=_heads(kind), rows=(), is_text=True) for kind in Kind]
    return [*lists, Sheet(title=NOTES_SHEET, head=["工作表", "列", "说明"], rows=_notes())]


def _heads(kind: Kind) -> list[str]:
    return [field.column_name for field in fields_of(kind).values()]


def _notes() -> list[tuple[str, str, str]]:
    columns = [
        (SHEETS[kind], field.column_name, field.note or "") for kind in Kind for field in fields_of(kind).values()
    ]
    return [*NOTES, *columns]
