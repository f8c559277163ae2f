"""Known mistakes of a source as its page, and the pages of figures it concerns, show them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from metrics.models import Erratum, ErratumCheck
from metrics.models.publication import end_of_day
from programs.languages import as_expression, localized, quoted, written

from .text import Note

ERRATUM = "erratum"


@dataclass(frozen=True, slots=True)
class ErratumRow:
    """`outcome` is that of the last check by the day; where the words stand is in `archive_id`, `start` and `end`."""

    erratum_id: int
    source_slug: str
    source_title: str
    section: str
    as_stated: str
    what_is_right: str
    why: str
    reported_to: str
    reported_on: dt.date | None
    recorded_at: dt.datetime
    outcome: str
    archive_id: int | None
    start: int | None
    end: int | None
    # (id, indicator) of the figures it concerns that were published by the day.
    figures: list[tuple[int, str]] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(ErratumCheck.Outcome(self.outcome).label)


def in_source(source) -> Q:
    """Errata of a source, or of one that stands in it."""
    return Q(source=source) | Q(source__part_of=source)


def errata_rows(day: dt.date | None, which: Q) -> list[ErratumRow]:
    """Those errata that are in force on the day, oldest first. One query."""
    names = ("reported_to", "reported_on", "recorded_at")
    told = {f"told_{name}": quoted(name, "source__") for name in ("as_stated", "section")}
    told["source_title"] = quoted("source__title", "source__")
    state = ("outcome", "archive", "start", "end")
    errata = Erratum.objects.as_of(day).filter(pk__in=Erratum.objects.filter(which).values("pk")).with_state(day)
    told["indicator_name"] = as_expression(localized("figures__indicator__name"))
    concerned = ("figures__pk", "figures__published_at", "indicator_name")
    found: dict[int, ErratumRow] = {}
    columns = ("pk", "source__slug", "what_is_right", "why", *told, *names, *state, *concerned[:-1])
    for row in errata.annotate(**told).order_by("pk", "figures__pk").values(*columns):
        if row["pk"] not in found:
            found[row["pk"]] = ErratumRow(
                erratum_id=row["pk"],
                source_slug=row["source__slug"],
                source_title=row["source_title"],
                as_stated=row["told_as_stated"],
                section=row["told_section"],
                what_is_right=written(row["what_is_right"]),
                why=written(row["why"]),
                outcome=row["outcome"] or ErratumCheck.Outcome.NOT_ARCHIVED,
                archive_id=row["archive"],
                start=row["start"],
                end=row["end"],
                **{name: row[name] for name in names},
            )
        published = row["figures__published_at"]
        if published and (day is None or published < end_of_day(day)):
            found[row["pk"]].figures.append((row["figures__pk"], row["indicator_name"]))
    return list(found.values())


def notes_of_errata(rows: Iterable[ErratumRow], archive_id: int) -> list[Note]:
    """Where the words of the errata stand in this archive."""
    return [
        Note(row.start, row.end, ERRATUM, row.erratum_id)
        for row in rows
        if row.start is not None and row.archive_id == archive_id
    ]
