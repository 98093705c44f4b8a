"""Every act that is written down has words."""

import re
from pathlib import Path

from records.actions import known_actions

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("personnel", "qualifications", "exams", "courses", "scoring")


def test_every_action_in_the_code_is_named() -> None:
    """Codes are literals of the form "floor.act_done" given as action=…, so they can be found by reading."""
    written = {
        code
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
        for code in re.findall(r'\baction="([a-z_]+\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert written - {code for code, _words in known_actions()} == set()
