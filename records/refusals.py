"""Typed refusals: a verb says no with a stable code, the page or the API only translates it."""

from typing import Any

from django.utils.functional import Promise


class Refusal(Exception):  # noqa: N818  (a refusal is no error of the program)
    """A verb's no.

    code: stable, dotted ("papers.too_few_questions"). message: a (lazy) text with %(name)s places for params.
    field: the form field or JSON pointer at fault, "" where it is the act as a whole.
    """

    def __init__(self, code: str, message: str | Promise, *, field: str = "", **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field
        self.params = params

    def __str__(self) -> str:
        return str(self.message) % self.params if self.params else str(self.message)
