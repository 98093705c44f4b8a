"""One request as one reader, undone afterwards; and what its answer says."""

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from personnel.accounts.models import Account
from tests.access.rows import Row
from tests.access.world import ANONYMOUS, NAMES, World

REFUSED = (401, 403, 404, 405)


@dataclass(frozen=True)
class Answer:
    """status, whether it is a refusal, which of the names it shows, and how many rows its list counts."""

    status: int
    is_refused: bool
    names: frozenset[str]
    count: int | None


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that is undone at its end; like a test's, it holds durable ones, too."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def ask(
    world: World,
    sign_in: Callable[[Account], Client],
    *,
    name: str,
    query: str,
    kind: str,
    place: str,
    method: str,
    reader: str,
) -> Answer:
    """What the address answers."""
    url = reverse(name, kwargs=world.kwargs[kind][place] if kind else None) + (f"?{query}" if query else "")
    client = _client(world, sign_in, reader)
    with undone():
        return _answer(client.get(url) if method == "GET" else client.post(url))


def _client(world: World, sign_in: Callable[[Account], Client], reader: str) -> Client:
    """The reader's browser, signed in once, without what earlier answers left in it."""
    if reader not in world.cookies:
        client = Client() if reader == ANONYMOUS else sign_in(world.readers[reader])
        world.cookies[reader] = {name: morsel.value for name, morsel in client.cookies.items()}
    client = Client()
    client.cookies.load(world.cookies[reader])
    return client


def _answer(response: HttpResponseBase) -> Answer:
    to_sign_in = response.status_code == 302 and "/accounts/login" in response.headers["Location"]
    text = text_of(response)
    page = (getattr(response, "context", None) or {}).get("page") if hasattr(response, "context") else None
    return Answer(
        status=response.status_code,
        is_refused=to_sign_in or response.status_code in REFUSED,
        names=frozenset(name for name in NAMES if name in text),
        count=page.paginator.count if hasattr(page, "paginator") else None,
    )


def text_of(response: Any) -> str:
    """The answer as text: a page, JSON with its characters, the cells of a workbook."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    if content[:2] == b"\x1f\x8b":
        return ""
    text = content.decode()
    if "json" in response.headers.get("Content-Type", ""):
        return json.dumps(json.loads(text), ensure_ascii=False)
    return text


def fault_of(row: Row | None, answer: Answer) -> str:
    """What is wrong with the answer by the row that allows it (None: it must be refused); "" where nothing is."""
    if row is None:
        return "" if answer.is_refused else f"answered with {answer.status}; no row allows it"
    if answer.is_refused:
        return f"refused with {answer.status}, line {row.line} allows it"
    if row.names is not None and answer.names != row.names:
        more, less = answer.names - row.names, row.names - answer.names
        return f"line {row.line}: shows too much {sorted(more)}, lacks {sorted(less)}"
    if row.count is not None and answer.count != row.count:
        return f"line {row.line}: counts {answer.count}, not {row.count}"
    return ""
