"""A small .xls as Excel 97 lays it out, made by hand: no library that we depend on writes them.

A compound file (512-byte sectors: allocation table, directory, then the one stream) with a BIFF8 stream of a sheet of
text cells. The stream is padded above 4096 bytes, below which it would have to stand in a second, smaller table.
"""

import struct
from collections.abc import Sequence

SECTOR = 512
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def old_workbook(rows: Sequence[Sequence[str]], sheet: str = "人员") -> bytes:
    """The file with these cells in one sheet."""
    stream = _stream(rows, sheet)
    stream += bytes(-len(stream) % SECTOR if len(stream) > 4096 else 4096 - len(stream))
    sectors = len(stream) // SECTOR
    chain = [TABLE, END, *range(3, sectors + 2), END]
    table = struct.pack("<128L", *chain, *[FREE] * (128 - len(chain)))
    directory = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, FREE, 2, len(stream)) + bytes(256)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<LLLLLLLLLL", 0, 1, 1, 0, 4096, END, 0, END, 0, 0)
    return header + struct.pack("<108L", *[FREE] * 108) + table + directory + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBLLL36xLLL", coded, len(coded), kind, 1, FREE, FREE, child, start, size, 0)


def _stream(rows: Sequence[Sequence[str]], sheet: str) -> bytes:
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    begin = _record(0x0809, struct.pack("<HHHHLL", 0x0600, 0x0005, 0, 0, 0, 0x0600))
    length = len(begin) + 4 + 6 + len(name) + 4  # of what stands before the sheet
    book = begin + _record(0x0085, struct.pack("<LH", length, 0) + name) + _record(0x000A, b"")
    cells = b"".join(_cell(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts))
    return (
        book + _record(0x0809, struct.pack("<HHHHLL", 0x0600, 0x0010, 0, 0, 0, 0x0600)) + cells + _record(0x000A, b"")
    )


def _cell(row: int, column: int, text: str) -> bytes:
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def _record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body
