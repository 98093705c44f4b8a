"""Adds up the passes of a run: `tally.py COLLECTED LEDGER …`.

COLLECTED lists every test, one a line; each ledger is what tests/ledger.py wrote in one pass. It complains of a
failure, of anything skipped and of a test that no pass ran, and ends with the plain closing line.
"""

import json
import sys
from collections import Counter
from pathlib import Path


def main(collected_file: str, *ledgers: str) -> int:
    collected = {line for line in Path(collected_file).read_text(encoding="utf-8").splitlines() if "::" in line}
    ended: Counter[str] = Counter()
    ran: set[str] = set()
    for ledger in ledgers:
        path = Path(ledger)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        outcomes = {entry["test"]: entry["outcome"] for entry in map(json.loads, lines)}
        counts = Counter(outcomes.values())
        ended += counts
        ran |= {test for test, outcome in outcomes.items() if outcome != "skipped"}
        print(f"{path.stem}: {counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
        print(*(f"  skipped: {test}" for test, outcome in outcomes.items() if outcome == "skipped"), sep="\n", end="")
    left_out = sorted(collected - ran)
    print(f"{len(collected)} tests collected, {len(collected & ran)} of them ran in at least one pass")
    print(*(f"  never ran: {test}" for test in left_out), sep="\n", end="\n" if left_out else "")
    faults = ended["failed"] + ended["skipped"] + len(left_out)
    print(f"{ended['passed']} passed, {faults} failed")
    return 1 if faults or not ended["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
