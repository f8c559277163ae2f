"""What somebody typed into a row of an update's grid that is not, or not yet, a sound figure."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from .figure import Figure
from .source import Source
from .update import Update


class EntryQuerySet(models.QuerySet):
    def unfinished(self, update: Update) -> list[str]:
        """What keeps `update` from being handed over: each row that was typed and is no sound figure, and why."""
        return [
            gettext("“%(words)s”: %(list)s Mend it in the grid, or clear it.")
            % {"words": entry.words or entry.indicator or "a row without words", "list": " ".join(entry.messages)}
            for entry in self.filter(update=update)
        ]


class Entry(models.Model):
    """The cells of one row as typed, kept until they make a sound figure; then the draft takes the entry's place.

    So a row has one truth: the draft, or what was typed and why it is none. `key` names the row on the page: "s:" and
    a series (models.Figure.series_key), "f" and the number of the draft that it would change, or "n" and a name that
    the page made up for a new row. Cells hold what was typed, whatever it is; `problems` are (cell, what to do).
    `version` counts the saves, so that of two people who type into one row the later is told of the other.
    """

    CELLS = ("words", "period", "place", "section", "source", "indicator", "role", "category", "rank", "reason")

    update = models.ForeignKey(Update, on_delete=models.PROTECT, related_name="entries")
    key = models.CharField(max_length=1200)
    figure = models.OneToOneField(Figure, on_delete=models.SET_NULL, null=True, related_name="entry")
    words = models.TextField(blank=True)
    period = models.TextField(blank=True)
    place = models.TextField(blank=True)
    section = models.TextField(blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")
    indicator = models.TextField(blank=True)
    role = models.CharField(max_length=10, choices=Figure.Role, default=Figure.Role.ACTUAL)
    category = models.TextField(blank=True)
    rank = models.CharField(max_length=10, choices=Figure.Rank, default=Figure.Rank.PREFERRED)
    reason = models.TextField(blank=True)
    problems = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        # Who may enter figures types into the grid; nobody handles entries by themselves.
        default_permissions = ()
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["update", "key"],
                name="entry_once_per_row",
                violation_error_message="Something was typed into this row already.",
            )
        ]

    def __str__(self):
        return gettext("%(key)s of %(update)s") % {"key": self.key, "update": self.update}

    @property
    def messages(self) -> list[str]:
        return [message for _, message in self.problems]
