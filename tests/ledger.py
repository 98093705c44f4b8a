"""Writes which test ended how into the file that TEST_LEDGER names; `.ci/run` adds up its passes from them."""

import json
import os
from pathlib import Path

import pytest


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    path = os.environ.get("TEST_LEDGER")
    if not path or "PYTEST_XDIST_WORKER" in os.environ:
        return
    if report.when == "call" or report.outcome != "passed":
        line = json.dumps({"test": report.nodeid, "outcome": report.outcome})
        with Path(path).open("a", encoding="utf-8") as ledger:
            ledger.write(line + "\n")
