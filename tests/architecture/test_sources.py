"""What must stand in no file of the project."""

import re
import subprocess

import pytest

from tests.architecture.sources import ROOT

OUTSIDE = re.compile(r"(?:https?:)?//(?!localhost|127\.0\.0\.1|www\.w3\.org)[\w.-]+\.\w+", re.IGNORECASE)
SERVED = [path for folder in ("templates", "static") for path in sorted((ROOT / folder).rglob("*.*")) if path.is_file()]
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def tracked_files() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name]


@pytest.mark.parametrize("path", [path for path in SERVED if "vendor" not in path.parts], ids=lambda path: path.name)
def test_nothing_that_is_served_names_another_host(path: object) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")

    assert OUTSIDE.findall(COMMENT.sub("", text)) == []


def test_what_is_made_is_not_committed() -> None:
    made = re.compile(r"^(\.venv|var|node_modules|static/vendor)/|\.(mo|pyc|sqlite3)$|(^|/)uv\.lock$|pylock")

    assert [name for name in tracked_files() if made.search(name)] == []
