"""Templates keep to the Content-Security-Policy and to the grammar, whoever writes them."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SOURCES = sorted((ROOT / "static").glob("css/*.css")) + sorted((ROOT / "static").glob("js/**/*.js"))
CHINESE = re.compile("[\u3400-\u9fff]")
SHOWCASE = "personnel/home/components.html"  # for those who write pages, in their words

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"'{]", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "another host": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
    "an empty table head": re.compile(r"<th\b[^>]*>\s*</th>", re.IGNORECASE),
}


def name_of(path: Path) -> str:
    """The template's name, as views give it."""
    return path.relative_to(ROOT / "templates").as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_compiles(path: Path) -> None:
    get_template(name_of(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_keeps_to_the_policy(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(source)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_words_come_from_the_catalogue(path: Path) -> None:
    source = path.read_text(encoding="utf-8").replace("中文", "")  # the switch names each language in itself
    assert name_of(path) == SHOWCASE or not CHINESE.search(
        re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", source, flags=re.S)
    )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_static_source_is_small_and_stays_here(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 400
    assert not re.search(r"https?://|@import", source)
