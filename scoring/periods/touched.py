"""What a unit's move or closing touches in the assessment: months in whose figures the tree would now be another."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from personnel.home.touches import Touch
from scoring.periods.models import Period


def touches(units: "QuerySet[Any]", since: datetime) -> Iterator[Touch]:
    """Schemes and months are the bureau's; a computed month that ends after the act has figures of these units."""
    months = Period.objects.filter(computed_at__isnull=False, counted_to__gt=since, scores__unit__in=units).distinct()
    text = _("Assessed months that end after that day: compute them again")
    yield Touch(text=text, kind="missing", count=months.count(), order=90)
