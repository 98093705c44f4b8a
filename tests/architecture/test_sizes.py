"""Modules and functions stay small enough to be read at once."""

import ast
from statistics import median

from tests.architecture.sources import Source, sources

LONGEST_MODULE = 400
MEDIAN_MODULE = 100
LONGEST_FUNCTION = 55


def lines_of(source: Source) -> int:
    return len(source.text.splitlines())


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function below its signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_module_is_long() -> None:
    assert {source.name: lines_of(source) for source in sources() if lines_of(source) > LONGEST_MODULE} == {}


def test_half_of_the_modules_fit_on_a_page_or_two() -> None:
    assert median(lines_of(source) for source in sources() if source.text.strip()) < MEDIAN_MODULE


def test_no_function_is_long() -> None:
    long = {
        f"{source.name}.{node.name}": body_lines(node)
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_lines(node) > LONGEST_FUNCTION
    }
    assert long == {}
