"""The figures of a sitting, for its page and for who moderates it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exams.analysis import rules
from exams.analysis.models import ItemStatistic
from exams.analysis.states import Doubt
from exams.bank.rules import LETTERS
from exams.delivery.models import Attempt
from exams.delivery.states import AttemptState
from exams.marking.marking import newest_run
from exams.marking.models import AttemptScore, MarkingRun
from exams.papers.models import KeyRevision
from exams.sittings.models import Registration, Sitting
from personnel.home.figures import Column, Histogram
from records.decimals import plain

PARTS = 10
LOW = 5
"""The lower half of the scale is one column: hardly anybody is there."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many are registered, answering, done, and absent at a moment."""

    registered: int
    running: int
    submitted: int
    absent: int
    waiting: int


def turnout_of(sitting: Sitting, now: datetime) -> Turnout:
    """Counted in two statements; what the clock has ended counts as handed in."""
    live = Registration.objects.live().filter(sitting=sitting)
    attempts = Attempt.objects.filter(sitting=sitting, registration__in=live)
    registered = live.count()
    counts = attempts.aggregate(
        running=Count("pk", filter=Q(pk__in=attempts.live_at(now).values("pk"))),
        submitted=Count("pk", filter=Q(pk__in=attempts.finished_at(now).values("pk"))),
        absent=Count("pk", filter=Q(state=AttemptState.ABSENT)),
    )
    waiting = registered - sum(counts.values())
    return Turnout(registered=registered, waiting=max(waiting, 0), **counts)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a marked sitting shows: mean, pass rate, distribution, items."""

    run: MarkingRun
    count: int
    mean: Decimal | None
    passed: int
    histogram: Histogram
    items: list["Item"]

    @property
    def pass_rate(self) -> Decimal | None:
        """Of those who sat."""
        return Decimal(self.passed) / self.count if self.count else None

    @property
    def doubted(self) -> list["Item"]:
        """Items that somebody should look at."""
        return [item for item in self.items if item.doubts]


@dataclass(frozen=True, slots=True)
class Item:
    """One item's figures: options with their share, the key's marked; doubts in words."""

    statistic: ItemStatistic
    options: list[tuple[str, str, int, bool]]
    doubts: list[str]


def figures_of(sitting: Sitting) -> Figures | None:
    """The figures of the newest run; None before the marking."""
    run = newest_run(sitting)
    if run is None:
        return None
    scores = list(AttemptScore.objects.filter(run=run).values_list("total", flat=True))
    pass_mark = sitting.exam.pass_mark
    passed = sum(score >= pass_mark for score in scores)
    items = _items(run)
    full = sum((item.statistic.item.marks for item in items), Decimal(0)) or Decimal(100)
    return Figures(run, len(scores), rules.mean(scores), passed, _histogram(scores, full, pass_mark), items)


def _histogram(scores: Sequence[Decimal], full: Decimal, pass_mark: Decimal) -> Histogram:
    counts = rules.distribution(scores, full, PARTS)
    step = full / PARTS
    bounds = [Decimal(0), *(step * place for place in range(LOW, PARTS + 1))]
    heights = [sum(counts[:LOW]), *counts[LOW:]]
    failed = sum(score < pass_mark for score in scores)
    title = ngettext("%(count)s person below the pass mark", "%(count)s people below the pass mark", failed)
    return Histogram(
        title=title % {"count": failed} if failed else _("Nobody below the pass mark"),
        columns=[
            Column(f"{plain(low)}–{plain(high)}", height, "bad" if high <= pass_mark else "")
            for low, high, height in zip(bounds, bounds[1:], heights, strict=False)
        ],
        axis=_("Score"),
        counted=_("People"),
        cut=_("pass mark %(mark)s") % {"mark": plain(pass_mark)},
        cut_at=sum(high <= pass_mark for high in bounds[1:]),
    )


def _items(run: MarkingRun) -> list[Item]:
    keys = {revision.form_id: revision.keys for revision in KeyRevision.objects.filter(runs=run)}
    rows = run.item_statistics.select_related("item__version", "item__form").defer("item__form__document")
    return [_item(row, keys[row.item.form_id]) for row in rows.order_by("item__form", "item__number")]


def _item(row: ItemStatistic, keys: dict[str, list[str]]) -> Item:
    of_version = {version: own for own, version in (row.item.options or {}).items()}
    key = keys[str(row.item.number)]
    options = [
        (letter, option["text"], row.option_counts.get(of_version[option["id"]], 0), of_version[option["id"]] in key)
        for letter, option in zip(LETTERS, row.item.version.options, strict=False)
    ]
    return Item(row, options, [str(Doubt(code).label) for code in row.doubts])
