"""The demo's own question bank: one JSON file per part, beside it what a second reader answered."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "bank"
PARTS = {"public-security": "治安管理", "criminal": "刑事法律", "general": "公共法律"}


def read_questions(part: str) -> list[dict[str, Any]]:
    """The questions of one part, with their keys."""
    questions: list[dict[str, Any]] = json.loads((FOLDER / f"{part}.json").read_text(encoding="utf-8"))
    return questions


def read_readings() -> dict[str, dict[str, Any]]:
    """The second reader's record by question id: answer, whether it agrees, remark, what was done."""
    record = json.loads((FOLDER / "readings.json").read_text(encoding="utf-8"))
    return {reading["id"]: reading for reading in record["readings"]}
