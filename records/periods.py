"""Rows that hold from an instant to an instant, [valid_from, valid_to); valid_to null is open."""

from datetime import datetime

from django.db.models import F, OuterRef, Q

Instant = datetime | F | OuterRef


def reaching(instant: Instant) -> Q:
    """Rows whose period isn't over at the instant."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=instant)


def holding(instant: Instant) -> Q:
    """Rows whose period covers the instant."""
    return reaching(instant) & Q(valid_from__lte=instant)
