"""A module is named after what it is about."""

from tests.architecture.sources import ROOT, sources

CATCH_ALLS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "services",
    "service",
    "misc",
    "tools",
}


def test_no_module_is_a_catch_all() -> None:
    assert [source.name for source in sources() if CATCH_ALLS & set(source.name.split("."))] == []


def test_tests_follow_the_floors() -> None:
    allowed = {path.name for path in ROOT.iterdir() if (path / "__init__.py").is_file()} | {"architecture"}
    folders = {path.name for path in (ROOT / "tests").iterdir() if (path / "__init__.py").is_file()}

    assert folders - allowed - {"access", "bench", "walkthroughs"} == set()
