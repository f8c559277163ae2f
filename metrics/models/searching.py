"""Derived data: what readers can search for by words, as it was named from an instant until another.

`rebuild_search` makes it anew; `rebuild_search --check` compares. metrics/searching makes it and reads it.
"""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from .publication import end_of_day


class SearchDocumentQuerySet(models.QuerySet):
    def as_of(self, day: dt.date | None):
        """The documents that held at the end of `day` (UTC); None means now."""
        if day is None:
            return self.filter(until__isnull=True)
        instant = end_of_day(day)
        return self.filter(since__lt=instant).exclude(until__lt=instant)


class SearchDocument(models.Model):
    """From `since` until `until` (empty: still), what a page of `kind` is found by.

    `key` is the primary key of its row as text; `slug` is what its address takes. `title` and `summary` are as people
    wrote them; `names` and `words` are keys of words (metrics/searching/folding.py), with a space around each.
    """

    class Kind(models.TextChoices):
        COUNTRY = "country", _("Countries")
        GROUP = "group", _("Groups of countries")
        LINE = "line", _("Lines of action")
        PROGRAM = "program", _("Programs")
        INDICATOR = "indicator", _("Indicators")
        ORGANIZATION = "organization", _("Organizations")
        SOURCE = "source", _("Sources")

    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=20)
    slug = models.CharField(max_length=80)
    title = models.CharField(max_length=400)
    summary = models.TextField(blank=True)
    names = models.TextField()
    words = models.TextField(blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "key"], name="search_document_of")]

    def __str__(self):
        return f"{self.kind} {self.title}"


class SearchWord(models.Model):
    """A word that some document holds, by its key, and how it is written: what a slip is mended with."""

    word = models.CharField(max_length=80, unique=True)
    shown = models.CharField(max_length=80)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.shown


class Unindexed(models.Model):
    """That a row changed which documents are made of. Triggers write it, so that no change is missed."""

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=20)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.kind} {self.key}"
