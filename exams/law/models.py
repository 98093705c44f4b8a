"""Laws, their editions and articles: what questions rest on."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from exams.law.rules import article_label


class LawText(models.Model):
    """A law or regulation by its short name, whatever edition is in force."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class LawEditionQuerySet(models.QuerySet["LawEdition"]):
    """Named questions about editions."""

    def in_force_on(self, day: date) -> LawEditionQuerySet:
        """Editions that hold on this day."""
        return self.filter(in_force_from__lte=day).filter(Q(in_force_to__isnull=True) | Q(in_force_to__gt=day))


class LawEdition(models.Model):
    """A text as adopted on a day, in force from a day up to, not including, another."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    law = models.ForeignKey(LawText, models.PROTECT, related_name="editions")
    published_name = models.CharField(max_length=200)
    adopted_on = models.DateField()
    in_force_from = models.DateField()
    in_force_to = models.DateField(null=True, blank=True)
    as_of = models.DateField(null=True, blank=True)

    objects = LawEditionQuerySet.as_manager()

    class Meta:
        ordering = ("law__name", "-adopted_on")
        constraints = (
            models.UniqueConstraint(fields=("law", "adopted_on"), name="law_edition_once"),
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True) | Q(in_force_to__gt=F("in_force_from")),
                name="law_edition_period",
            ),
        )

    def __str__(self) -> str:
        return self.published_name

    def holds_on(self, day: date) -> bool:
        """Whether the edition is in force on this day."""
        return self.in_force_from <= day and (self.in_force_to is None or day < self.in_force_to)


class LawArticle(models.Model):
    """One article of an edition; the text may be left out, the number may not."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(LawEdition, models.PROTECT, related_name="articles")
    number = models.PositiveIntegerField()
    suffix = models.CharField(max_length=8, blank=True, default="")
    text = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("edition", "number", "suffix")
        constraints = (
            models.UniqueConstraint(fields=("edition", "number", "suffix"), name="law_article_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="law_article_number"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """第一百零八条."""
        return article_label(self.number, self.suffix)
