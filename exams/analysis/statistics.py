"""Computing the items' statistics of a marking run, and marking with them in one go."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from exams.analysis import rules
from exams.analysis.models import ItemStatistic
from exams.marking.answers import MarkedForm, marked_forms
from exams.marking.marking import mark_sitting
from exams.marking.models import MarkingRun
from exams.marking.rules import hundredths
from exams.sittings.models import Sitting
from records.actor import Actor

BATCH = 500


@transaction.atomic
def mark_and_analyse(*, sitting: Sitting, actor: Actor, now: datetime | None = None) -> MarkingRun:
    """Mark the sitting and compute what its items tell. Raises what `mark_sitting` raises."""
    run = mark_sitting(sitting=sitting, actor=actor, now=now)
    analyse_run(run=run)
    return run


@transaction.atomic
def analyse_run(*, run: MarkingRun) -> list[ItemStatistic]:
    """Statistics of every item of the run's forms; a second call changes nothing."""
    if run.item_statistics.exists():
        return list(run.item_statistics.all())
    forms = marked_forms(run.sitting)
    return ItemStatistic.objects.bulk_create((row for form in forms for row in _rows(run, form)), batch_size=BATCH)


def _rows(run: MarkingRun, form: MarkedForm) -> Iterable[ItemStatistic]:
    count = len(form.attempts)
    marks = [hundredths(item.marks) for item in form.items]
    facilities = rules.facilities(form.scores, marks)
    discriminations = rules.discriminations(form.scores)
    for column, item in enumerate(form.items):
        ids = form.options[column]
        chosen = form.chosen[:, column]
        counts = rules.option_counts(chosen, len(ids))
        key = frozenset(place for place in range(len(ids)) if int(form.keys[column]) >> place & 1)
        yield ItemStatistic(
            run=run,
            item=item,
            attempts=count,
            blanks=int((chosen == 0).sum()),
            facility=facilities[column],
            discrimination=discriminations[column],
            option_counts=dict(zip(ids, counts, strict=True)),
            doubts=rules.doubts_of(count, facilities[column], discriminations[column], counts, key),
        )
