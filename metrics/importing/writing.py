"""Outcomes into drafts, in short transactions: all that could be worked out before has been."""

import datetime as dt
import time
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Count, Max
from django.utils import timezone

from metrics.exports.spreadsheet import plain
from metrics.models import Citation, Figure, Source, Update
from metrics.models.bulk import insert, reserve_ids, utc
from metrics.models.publication import Publication

from .held import state_of
from .known import Known
from .outcomes import CHANGED, Checked, Held, Outcome, Stated

Status = Publication.Status
# A second on SQLite; and how long others have to take their turn, in seconds.
PER_TRANSACTION = 5_000
PAUSE = 0.15
CITATION = ("id", "source", "section", "as_stated", "verification", "found")
COUNTRY = ("figure", "country")
# Of a draft that is changed in place, by somebody who becomes its author.
CHANGED_IN_PLACE = (
    "indicator",
    "role",
    "value",
    "missing",
    "qualifier",
    "unit",
    "period_start",
    "period_end",
    "period_as_stated",
    "period_note",
    "reference_date",
    "coverage",
    "group",
    "place_key",
    "category",
    "rank",
    "citation",
    "supersede_reason",
    "entered_by",
    "entered_at",
)
INSERTED = (
    "id",
    "update",
    "status",
    *CHANGED_IN_PLACE,
    "note",
    "supersedes",
    "override_reason",
    "ended_reason",
)


def write(checked: Checked, update: Update, by: Any, state: frozenset[tuple]) -> int:
    """Makes drafts of what is new, and drafts of corrections of what is changed; returns how many.

    `state` is what held.state_of(update) gave before the rows were checked. Where it is another now, or a figure to
    correct is published no more, nothing is written: a ValidationError says to check again.

    All is one transaction, but for very many new rows on SQLite, where other writers wait for its end: they follow in
    transactions of PER_TRANSACTION. Should the machine stop in between, the same file finds the first ones the same.
    """
    outcomes = checked.to_write
    at = timezone.now()
    changed = [outcome for outcome in outcomes if outcome.held]
    new = [outcome for outcome in outcomes if not outcome.held]
    most = PER_TRANSACTION if connection.vendor == "sqlite" else len(new)
    first, rest = [*changed, *new[:most]], new[most:]
    if not first:
        return 0
    known = Known()
    batch = Batch(first, update, by, at, known)
    with transaction.atomic():
        # The second of two imports waits here, and then sees what the first one wrote.
        if closed := Update.objects.select_for_update().get(pk=update.pk).why_closed():
            raise ValidationError(f"{closed} Nothing was written.")
        refuse_what_has_changed(batch.corrected, update, state)
        batch.write()
        extent = extent_of(update)
    for begin in range(0, len(rest), PER_TRANSACTION):
        batch = Batch(rest[begin : begin + PER_TRANSACTION], update, by, at, known)
        # Whoever waits looks whether it is their turn every tenth of a second.
        time.sleep(PAUSE)
        with transaction.atomic():
            if extent_of(update) != extent:
                raise ValidationError(
                    f"Figures were added to the update while the file was written. {len(first) + begin:,} rows are"
                    " written: import the file again for the others."
                )
            batch.write()
            extent = extent_of(update)
    return len(outcomes)


def extent_of(update: Update) -> tuple[int, int | None]:
    """How many figures an update has and the last of them, to tell whether others were added."""
    found = Figure.objects.filter(update=update).aggregate(count=Count("pk"), last=Max("pk"))
    return found["count"], found["last"]


def refuse_what_has_changed(corrected: Sequence[int], update: Update, state: frozenset[tuple]) -> None:
    standing = set(corrected)
    if len(corrected) <= 400:
        found = Figure.objects.filter(pk__in=corrected, status=Status.PUBLISHED).count()
    else:
        between = Figure.objects.filter(pk__gte=min(corrected), pk__lte=max(corrected), status=Status.PUBLISHED)
        found = sum(pk in standing for pk in between.order_by().values_list("pk", flat=True).iterator(chunk_size=5000))
    if found != len(standing) or state_of(update.pk) != state:
        raise ValidationError("Figures were changed while the file was checked. Nothing was written: import it again.")


class Batch:
    """The rows of tables that a file becomes. What needs no key of the database is made before the transaction."""

    def __init__(self, outcomes: list[Outcome], update: Update, by: Any, at: dt.datetime, known: Known):
        self.update, self.by, self.at = update, by, at
        self.members = known.members
        self.dates = {s.pk: s.stated_on for s in Source.objects.only("pk", "event_on", "published_on")}
        self.in_place = [o for o in outcomes if o.kind == CHANGED and o.held and o.held.status == Status.DRAFT]
        self.fresh = [o for o in outcomes if not (o.kind == CHANGED and o.held and o.held.status == Status.DRAFT)]
        self.corrected = [o.held.pk for o in self.fresh if o.held]
        # Several figures may rest on one citation: those whose words stand in one place.
        self.citations: dict[tuple, int] = {}
        for outcome in outcomes:
            if outcome.stated and kept_citation(outcome.held, outcome.stated) is None:
                self.citations[cited(outcome.stated)] = 0

    def write(self) -> None:
        for cited_as, pk in zip(self.citations, reserve_ids(Citation, len(self.citations)), strict=True):
            self.citations[cited_as] = pk
        insert(
            Citation,
            CITATION,
            (
                (pk, source, section, words, Citation.Verification.NOT_ARCHIVED.value, "")
                for (source, section, words), pk in self.citations.items()
            ),
        )
        keys = list(reserve_ids(Figure, len(self.fresh)))
        insert(Figure, INSERTED, (self.inserted(pk, o) for pk, o in zip(keys, self.fresh, strict=True)))
        insert(
            Figure.countries.through,
            COUNTRY,
            (
                (pk, code)
                for pk, outcome in zip(keys, self.fresh, strict=True)
                for code in self.countries(outcome.stated)
            ),
        )
        self.change_in_place()

    def change_in_place(self) -> None:
        if not self.in_place:
            return
        quote = connection.ops.quote_name
        columns = [Figure._meta.get_field(name).column for name in CHANGED_IN_PLACE]
        to = ", ".join(f"{quote(column)} = %s" for column in columns)
        through = Figure.countries.through
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {quote(Figure._meta.db_table)} SET {to} WHERE id = %s AND status = 'draft'",
                [(*self.values(o.stated, o.held), o.held.pk) for o in self.in_place],
            )
            moved = [o for o in self.in_place if o.held.identity != o.stated.identity]
            cursor.executemany(
                f"DELETE FROM {quote(through._meta.db_table)} WHERE figure_id = %s", [(o.held.pk,) for o in moved]
            )
        insert(through, COUNTRY, ((o.held.pk, code) for o in moved for code in self.countries(o.stated)))

    def countries(self, stated: Stated) -> list[str]:
        """Of a group its members now, as when one is entered by hand."""
        if stated.group is not None:
            return self.members[stated.group]
        return [] if stated.coverage == Figure.Coverage.GLOBAL else stated.place_key.split(";")

    def values(self, stated: Stated, held: Held | None) -> tuple:
        """In the order of CHANGED_IN_PLACE, as plain values."""
        reference = (
            stated.period_end or self.dates[stated.source] or stated.period_start or self.at.astimezone(dt.UTC).date()
        )
        is_dated_alike = held is not None and held.identity == stated.identity
        return (
            stated.indicator,
            stated.role,
            decimal_text(stated.value),
            stated.missing,
            stated.qualifier,
            stated.unit,
            iso(stated.period_start),
            iso(stated.period_end),
            stated.period_as_stated,
            held.period_note if held and is_dated_alike else "",
            iso(reference),
            stated.coverage,
            stated.group,
            stated.place_key,
            stated.category,
            stated.rank,
            kept_citation(held, stated) or self.citations[cited(stated)],
            stated.reason,
            self.by.pk,
            utc(self.at),
        )

    def inserted(self, pk: int, outcome: Outcome) -> tuple:
        """In the order of INSERTED. A correction keeps the note that readers saw beside the figure."""
        stated, held = outcome.stated, outcome.held
        note = held.note if held else ""
        return (
            pk,
            self.update.pk,
            Status.DRAFT.value,
            *self.values(stated, held),
            note,
            held.pk if held else None,
            "",
            "",
        )


def cited(stated: Stated) -> tuple[int, str, str]:
    return stated.source, stated.section, stated.as_stated


def kept_citation(held: Held | None, stated: Stated) -> int | None:
    """The citation of a changed figure whose words, section and source stay."""
    if held is None or held.citation is None:
        return None
    same = all(held.of_content(name) == getattr(stated, name) for name in ("source", "section", "as_stated"))
    return held.citation if same else None


def iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def decimal_text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
