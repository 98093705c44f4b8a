"""Rows that hold from an instant to an instant, [valid_from, valid_to); valid_to null is open."""

from datetime import datetime

from django.db.models import F, OuterRef, Q

Instant = datetime | F | OuterRef


def reaching(instant: Instant, through: str = "") -> Q:
    """Rows whose period isn't over at the instant; through: the relation that leads to them ("versions__")."""
    return Q(**{f"{through}valid_to__isnull": True}) | Q(**{f"{through}valid_to__gt": instant})


def holding(instant: Instant, through: str = "") -> Q:
    """Rows whose period covers the instant."""
    return reaching(instant, through) & Q(**{f"{through}valid_from__lte": instant})
