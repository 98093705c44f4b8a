"""Statistics of items, computed when a sitting is marked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exams.marking.models import MarkingRun
from exams.papers.models import FormItem
from records.guards import AppendOnly


class ItemStatistic(AppendOnly):
    """How one item did in one run. `option_counts`: {option id of the form: how many chose it}.

    `discrimination` is the correlation of the item with the rest of the paper, None where one of the two doesn't
    vary. `doubts`: codes of why somebody should look at it before the release.
    """

    run = models.ForeignKey(MarkingRun, models.PROTECT, related_name="item_statistics")
    item = models.ForeignKey(FormItem, models.PROTECT, related_name="statistics")
    attempts = models.PositiveIntegerField()
    blanks = models.PositiveIntegerField()
    facility = models.DecimalField(_("facility"), max_digits=4, decimal_places=3)
    discrimination = models.DecimalField(_("discrimination"), max_digits=4, decimal_places=3, null=True)
    option_counts = models.JSONField(default=dict)
    doubts = models.JSONField(default=list)

    class Meta:
        verbose_name = _("item statistic")
        ordering = ("run", "item")
        constraints = (
            models.UniqueConstraint(fields=("run", "item"), name="item_statistic_once"),
            models.CheckConstraint(condition=Q(facility__gte=0, facility__lte=1), name="item_facility_share"),
        )

    def __str__(self) -> str:
        return f"{self.item_id}: {self.facility}"
