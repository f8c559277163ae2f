"""Errata of the files: recorded once they are new, and then left; people end those that do not hold any more."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError

from metrics.errata import record
from metrics.models import Citation, Erratum, Figure

from .catalog import Catalog
from .rows import Row, SeedError

FACTS = ("section", "what_is_right", "why", "reported_to", "reported_on")
STAYS = (
    "It is recorded and does not change. Restore the row; end the erratum in the admin, with a reason, and add another."
)


def load_errata(
    rows: Iterable[Row], catalog: Catalog, figures: Mapping[str, Figure], author: AbstractBaseUser, at: dt.datetime
) -> tuple[int, int]:
    """How many of the rows are new, and how many were there. The words in their source tell which erratum is which."""
    held = {(e.source_id, e.as_stated): e for e in Erratum.objects.filter(recorded_by=author)}
    seen: set[tuple[int, str]] = set()
    new = 0
    for row in rows:
        section = Citation.SEPARATOR.join(row.texts("section"))
        erratum = Erratum(
            source=row.reference("source", catalog.sources),
            section=section,
            as_stated=row.text("as_stated"),
            what_is_right=row.text("what_is_right"),
            why=row.text("why"),
            reported_to=row.text("reported_to", ""),
            reported_on=row.date("reported_on"),
            recorded_by=author,
        )
        concerned = {figure.pk for figure in row.references("figures", figures, [])}
        row.finish()
        key = (erratum.source_id, erratum.as_stated)
        if key in seen:
            raise row.error("as_stated", "A row above says this of the same words. Take one out.")
        seen.add(key)
        if key in held:
            compare(row, held[key], erratum, concerned)
            continue
        row.clean(erratum)
        try:
            record(erratum=erratum, figures=Figure.objects.filter(pk__in=concerned), at=at)
        except ValidationError as error:
            raise row.error("as_stated", " ".join(error.messages)) from error
        new += 1
    for key, erratum in held.items():
        if key not in seen and erratum.ended_at is None:
            raise SeedError(f"The erratum {erratum} stands in no row any more. {STAYS}")
    return new, len(seen) - new


def compare(row: Row, held: Erratum, now: Erratum, concerned: set[int]) -> None:
    for fact in FACTS:
        if getattr(held, fact) != getattr(now, fact):
            raise row.error(fact, f"Recorded as {getattr(held, fact)!s}, here {getattr(now, fact)!s}. {STAYS}")
    if set(held.figures.values_list("pk", flat=True)) != concerned:
        raise row.error("figures", f"The recorded erratum concerns others. {STAYS}")
