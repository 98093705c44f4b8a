"""What an act of HR touches, on an officer or on a unit. Upper floors say what they know in AppConfig.ready."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, ParamSpec

from django.db.models import QuerySet

from personnel.home.contributions import Text
from personnel.officers.models import Officer
from personnel.officers.states import Act

P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """Something that an act touches. kind: a meaning of marks.py (soon, stopped, missing …).

    count: where it is so many things of one kind. names: some of them, where everybody may read their names.
    """

    text: Text
    kind: str = "soon"
    url: str = ""
    order: int = 100
    count: int | None = None
    names: tuple[str, ...] = ()


class Touches(Generic[P]):
    """Contributors of what an act touches, asked before it is confirmed."""

    def __init__(self) -> None:
        self._contributors: list[Callable[P, Iterable[Touch]]] = []

    def register(self, contributor: Callable[P, Iterable[Touch]]) -> None:
        """Add a contributor; twice is the same as once."""
        if contributor not in self._contributors:
            self._contributors.append(contributor)

    def collect(self, *args: P.args, **kwargs: P.kwargs) -> list[Touch]:
        """All that the floors have to say, in their order; kinds of which there is none are left out."""
        found = [touch for contributor in self._contributors for touch in contributor(*args, **kwargs)]
        return sorted((touch for touch in found if touch.count != 0), key=lambda touch: touch.order)


# An act on somebody from an instant on.
officer_touches: Touches[[Officer, Act, datetime]] = Touches()
# Keys of units (a subquery): a unit and those below it, whose place or end changes from an instant on. Only counts are
# told of what belongs to them: who may change a unit need not see the papers or the restrictions of its people.
unit_touches: Touches[["QuerySet[Any]", datetime]] = Touches()
