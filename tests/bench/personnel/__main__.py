"""`make bench-personnel`: who adds a row writes its module and names its function here."""

from tests import environment  # isort: skip  (first: it says which settings hold)

from tests.bench.frame import run
from tests.bench.personnel.acts import acts
from tests.bench.personnel.bureau import found_large_bureau
from tests.bench.personnel.headcount import headcount
from tests.bench.personnel.imports import import_people
from tests.bench.personnel.people import people, search
from tests.bench.personnel.visible import visible

__all__ = ["environment"]

SIZES = {
    "small": {"units": 200, "officers": 3_000, "acts": 500},
    "full": {"units": 2_000, "officers": 60_000, "acts": 10_000},
}

if __name__ == "__main__":
    rows = [headcount, search, people, visible, acts, import_people]
    run("personnel", sizes=SIZES, prepare=found_large_bureau, rows=rows)
