"""Answers that a browser saves instead of showing."""

from collections.abc import Sequence
from urllib.parse import quote

from django.http import HttpResponse

from records.workbooks import MEDIA_TYPE, Sheet, write_workbook


def attachment(content: bytes, file_name: str, media_type: str) -> HttpResponse:
    """The content as a download: kept in no cache, never run or guessed at by the browser."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file_name)}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)


def workbook_response(sheets: Sequence[Sheet], file_name: str) -> HttpResponse:
    """The workbook as a download; file_name without its ending."""
    return attachment(write_workbook(sheets), f"{file_name}.xlsx", MEDIA_TYPE)
