"""The Chinese catalogue: `update` it from the sources, `check` that it is complete, `compile` it.

GNU gettext is not needed: templates go through Django's own `templatize`, everything through Babel. The file is
sorted by message id, without places, dates and wrapping, so that two branches' additions merge line by line.
"""

import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po
from django.conf import settings
from django.utils.translation import templatize

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
CODE = ("config", "scoring", "courses", "exams", "qualifications", "personnel", "records")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[sdif%]|\{\w*\}")
CHINESE = re.compile("[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
HEADER = r"""msgid ""
msgstr ""
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Language: zh_Hans\n"
"Plural-Forms: nplurals=1; plural=0;\n"
"""
Key = tuple[str, str]  # message id, context


def key_of(message: Message) -> Key:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return text, message.context or ""


def texts_of(message: Message) -> list[str]:
    """The translations of a message: one, or one for each plural form."""
    return [message.string] if isinstance(message.string, str) else [text or "" for text in message.string]


def sources() -> Iterator[tuple[str, bytes]]:
    """The extractor's name and the content for each file that may hold messages."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield "python", path.read_bytes()
    for path in sorted((ROOT / "templates").rglob("*.*")):
        # What templatize leaves are calls between blanks, whose indentation means nothing: not Python then.
        yield "javascript", templatize(path.read_text(encoding="utf-8"), origin=str(path)).encode()


def wanted_messages() -> dict[Key, Message]:
    """Every message that the sources ask for."""
    found = Catalog(locale="zh_Hans")
    for method, content in sources():
        for _line, text, _comments, context in extract(method, io.BytesIO(content), keywords=KEYWORDS):
            if text and (isinstance(text, str) or text[0]):
                found.add(text, context=context)
    return {key_of(message): message for message in found if message.id}


def stored_messages() -> dict[Key, Message]:
    """Every message of the catalogue."""
    if not PO.exists():
        return {}
    with PO.open("rb") as file:
        return {key_of(message): message for message in read_po(file, locale="zh_Hans") if message.id}


def written(message: Message, texts: list[str]) -> str:
    """One entry as the file has it."""
    lines = [f"msgctxt {normalize(message.context, width=0)}"] if message.context else []
    if isinstance(message.id, str):
        lines += [f"msgid {normalize(message.id, width=0)}", f"msgstr {normalize(texts[0], width=0)}"]
    else:
        one, many = message.id
        lines += [f"msgid {normalize(one, width=0)}", f"msgid_plural {normalize(many, width=0)}"]
        lines += [f"msgstr[{index}] {normalize(text, width=0)}" for index, text in enumerate(texts[:1])]
    return "\n".join(lines) + "\n"


def update() -> int:
    """Bring the catalogue in step with the sources: new messages come in empty, unused ones go."""
    stored, wanted = stored_messages(), wanted_messages()
    entries = [
        written(message, texts_of(stored[key]) if key in stored else [""])
        for key, message in sorted(wanted.items(), key=lambda item: [part.encode() for part in item[0]])
    ]
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_text("\n".join([HEADER, *entries]), encoding="utf-8")
    empty = [key[0] for key in wanted if key not in stored or not all(texts_of(stored[key]))]
    print(f"{len(wanted)} messages, {len(empty)} to translate, {len(stored.keys() - wanted.keys())} removed")
    return 0


def faults_of(message: Message) -> Iterator[str]:
    """What is wrong with a translated message."""
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    texts = texts_of(message)
    if not all(texts):
        yield "is not translated"
        return
    if message.fuzzy:
        yield "is fuzzy"
    asked = [Counter(PLACEHOLDER.findall(original)) for original in originals]
    if any(Counter(PLACEHOLDER.findall(text)) not in asked for text in texts):
        yield "has other placeholders than its translation"


def check() -> int:
    """Complain of every message without a usable translation; 1 if there is one."""
    stored, wanted = stored_messages(), wanted_messages()
    faults = [f"{key[0]!r} is missing: run `make messages`" for key in wanted.keys() - stored.keys()]
    faults += [f"{key[0]!r} is not used any more: run `make messages`" for key in stored.keys() - wanted.keys()]
    faults += [f"{key[0]!r} is Chinese: message ids are English" for key in wanted if CHINESE.search(key[0])]
    faults += [
        f"{key[0]!r} {fault}" for key, message in stored.items() if key in wanted for fault in faults_of(message)
    ]
    print("\n".join([*sorted(faults), f"Catalogue: {len(wanted)} messages, {len(faults)} faults"]))
    return 1 if faults else 0


def compile_catalogue() -> int:
    """Write the .mo file that Django reads; at once, so that a process that starts meanwhile reads a whole one."""
    new = PO.with_suffix(f".{os.getpid()}.mo")
    with PO.open("rb") as source, new.open("wb") as target:
        write_mo(target, read_po(source, locale="zh_Hans"))
    new.replace(PO.with_suffix(".mo"))
    return 0


if __name__ == "__main__":
    settings.configure()
    commands = {"update": update, "check": check, "compile": compile_catalogue}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(f"usage: {sys.argv[0]} {' | '.join(commands)}")
    sys.exit(commands[sys.argv[1]]())
