"""Typed refusals: a verb says no with a stable code, the page or the API only translates it."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override


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

    def as_json(self) -> dict[str, Any]:
        """Its code, message id and parameters, to be kept and worded later in the reader's language."""
        with override(None):  # without a language, a lazy text is its message id
            params = {name: _as_json(value) for name, value in self.params.items()}
            return {"code": self.code, "message": _as_json(self.message), "field": self.field, "params": params}

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> "Refusal":
        """The refusal as kept."""
        params = {name: _from_json(value) for name, value in kept["params"].items()}
        return Refusal(kept["code"], _from_json(kept["message"]), field=kept["field"], **params)


def _as_json(value: Any) -> Any:
    """A lazy text as its message id, in a list to tell it from words that are nobody's to translate."""
    if isinstance(value, Promise):
        return [str(value)]
    return value if isinstance(value, str | int | float) else str(value)


def _from_json(value: Any) -> Any:
    if isinstance(value, list):
        (text,) = value
        return gettext_lazy(text)
    return value
