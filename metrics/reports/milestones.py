"""One milestone as a flat row, read without model instances."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F

from metrics.models import Milestone
from programs.languages import as_written, localized, quoted

from .rows import period_words


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A dated event, with the names of what it refers to."""

    slug: str
    title: str
    summary: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    date_as_stated: str
    date_note: str
    line_number: int | None
    program_slug: str | None
    program_name: str | None
    as_stated: str | None
    source_slug: str | None
    source_title: str | None
    section: str | None
    override_reason: str

    @property
    def date(self) -> str:
        return period_words(self.starts_on, self.ends_on, self.date_as_stated)


FIELDS = (
    "slug",
    "title",
    "summary",
    "starts_on",
    "ends_on",
    "date_as_stated",
    "date_note",
    "line__number",
    "program__slug",
    "program__name",
    "citation__as_stated",
    "citation__source__slug",
    "citation__source__title",
    "citation__section",
    "override_reason",
)


def milestone_sources() -> list:
    """What the fields of a MilestoneRow are read from, in their order."""
    return [
        localized(path)
        if path in ("title", "summary", "program__name")
        else quoted(path, "citation__source__")
        if path in ("date_as_stated", "citation__as_stated", "citation__source__title", "citation__section")
        else as_written(path)
        if path in ("date_note", "override_reason")
        else path
        for path in FIELDS
    ]


def milestone_rows(day: dt.date | None, **where) -> list[MilestoneRow]:
    """Milestones in force on `day`, newest first; those without a date last."""
    milestones = Milestone.objects.as_of(day).filter(**where)
    order = (F("starts_on").desc(nulls_last=True), "pk")
    return [MilestoneRow(*values) for values in milestones.order_by(*order).values_list(*milestone_sources())]
