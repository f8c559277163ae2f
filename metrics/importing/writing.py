"""Outcomes into drafts, in short transactions: all that could be worked out before has been."""

import datetime as dt
import time
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext

from metrics.exports.spreadsheet import plain
from metrics.models import Citation, Figure, Source, Update
from metrics.models.bulk import insert, reserve_ids, utc
from metrics.models.publication import Publication

from .confines import Confines
from .held import FIELDS, state_of
from .known import Known
from .outcomes import CHANGED, Checked, Held, Outcome, Stated, Told, untold

Status = Publication.Status
# On SQLite others wait for the end of a transaction. Each takes about HOLD seconds, as the one before tells, and never
# has more rows; between two, others have so long to take their turn.
HOLD, PER_TRANSACTION, FIRST, FEWEST = 0.5, 5_000, 1_000, 200
PAUSE = 0.15
# A database takes so many values in one condition.
AT_ONCE = 400
# As outcomes.IDENTITY, by the columns of the table.
IDENTITY = ("indicator_id", "role", "place_key", "category_id", "period_start", "period_end")
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


def write(
    checked: Checked,
    update: Update,
    by: Any,
    state: frozenset[tuple],
    *,
    at: dt.datetime | None = None,
    tell: Told = untold,
    can_stop: bool = True,
) -> int:
    """Makes drafts of what is new, and drafts of corrections of what is changed; returns how many.

    `state` is what held.state_of(update) gave before the rows were checked. Where it is another now, or a figure to
    correct is published no more, nothing is written: a ValidationError says to check again. So it does where a row is
    not this person's to enter, whoever the rows were checked for.

    All is one transaction, but for very many rows on SQLite, where other writers wait for its end: they follow in
    short transactions, drafts that are changed in place last. Whatever is refused or raised before those
    is undone (`undo` finds by `at` what was written). Should the machine stop in between,
    the same file finds the first ones the same. `tell` is called in each transaction, at its end; with `can_stop` False
    an earlier attempt had begun to change drafts, and what is left has to be written.
    """
    at = at or timezone.now()
    outcomes = sorted(checked.to_write, key=is_in_place)
    corrected = [o.held.pk for o in outcomes if o.held and not is_in_place(o)]
    most = min(FIRST, PER_TRANSACTION) if connection.vendor == "sqlite" else len(outcomes)
    known, last, begin = Known(), 0, 0
    if can_stop:
        refuse_what_is_not_theirs(outcomes, known, by)
    try:
        while begin < len(outcomes):
            batch = Batch(outcomes[begin : begin + most], update, by, at, known)
            if begin:
                # Whoever waits looks whether it is their turn every tenth of a second.
                time.sleep(PAUSE)
            with transaction.atomic():
                # The second of two imports waits here, and then sees what the first one wrote.
                if closed := Update.objects.select_for_update().get(pk=update.pk).why_closed():
                    raise ValidationError(gettext("%(closed)s Nothing was written.") % {"closed": closed})
                if begin:
                    refuse_what_came_between(outcomes[begin:], batch, update, state, last)
                else:
                    refuse_what_has_changed(corrected, update, state)
                checked_at = time.monotonic()
                last = batch.write() or last
                tell(
                    gettext("Writing the rows"),
                    min(begin + most, len(outcomes)),
                    len(outcomes),
                    at_once=True,
                    can_stop=can_stop,
                    is_final=bool(batch.in_place),
                )
            can_stop = can_stop and not batch.in_place
            begin += most
            took = time.monotonic() - checked_at
            most = min(PER_TRANSACTION, max(FEWEST, int(most * HOLD / took)))
    except Exception:
        if can_stop:
            undo(update, by, at)
        raise
    return len(outcomes)


def refuse_what_is_not_theirs(outcomes: Sequence[Outcome], known: Known, by: Any) -> None:
    confines = Confines(by)
    refused = [o.place for o in outcomes if o.stated and confines.problem_of(known, o.stated, o.held)]
    if refused:
        places = f"{', '.join(refused[:10])}{' …' if len(refused) > 10 else ''}"
        raise ValidationError(
            gettext("What you are assigned to has changed. Nothing was written: look at rows %(places)s again.")
            % {"places": places}
        )


def is_in_place(outcome: Outcome) -> bool:
    """Whether it changes a draft, rather than making one."""
    return outcome.kind == CHANGED and outcome.held is not None and outcome.held.status == Status.DRAFT


def undo(update: Update, by: Any, at: dt.datetime) -> int:
    """Deletes the drafts that `write` made at this instant, as far as nobody has taken them over; returns how many."""
    drafts = Figure.objects.filter(update=update, status=Status.DRAFT, entered_by=by, entered_at=at).order_by("-pk")
    count = 0
    while rows := list(drafts.values_list("pk", "citation")[: min(FIRST, PER_TRANSACTION)]):
        with transaction.atomic():
            for begin in range(0, len(rows), AT_ONCE):
                figures, citations = zip(*rows[begin : begin + AT_ONCE], strict=True)
                drafts.filter(pk__in=figures).order_by().delete()
                Citation.objects.filter(pk__in=citations, figures=None, milestones=None).delete()
        count += len(rows)
        time.sleep(PAUSE)
    return count


def published_among(figures: Sequence[int]) -> int:
    """How many of these figures are published."""
    if len(figures) <= AT_ONCE:
        return Figure.objects.filter(pk__in=figures, status=Status.PUBLISHED).count()
    meant = set(figures)
    between = Figure.objects.filter(pk__gte=min(figures), pk__lte=max(figures), status=Status.PUBLISHED)
    return sum(pk in meant for pk in between.order_by().values_list("pk", flat=True).iterator(chunk_size=5000))


def refuse_what_has_changed(corrected: Sequence[int], update: Update, state: frozenset[tuple]) -> None:
    if published_among(corrected) != len(set(corrected)) or state_of(update.pk) != state:
        raise ValidationError(
            gettext("Figures were changed while the file was checked. Nothing was written: import it again.")
        )


def refuse_what_came_between(
    left: Sequence[Outcome], batch: "Batch", update: Update, state: frozenset[tuple], last: int
) -> None:
    """Refuses to go on where others entered, changed or withdrew what the rows that are left are about."""
    entered = Figure.objects.filter(update=update, pk__gt=last).order_by()
    identities = set(entered.values_list(*IDENTITY)) if last else set()
    doubled = identities and any(o.stated and o.stated.identity in identities for o in left)
    in_place = [o.held.pk for o in batch.in_place if o.held]
    now = set()
    for begin in range(0, len(in_place), AT_ONCE):
        now |= set(Figure.objects.filter(pk__in=in_place[begin : begin + AT_ONCE]).order_by().values_list(*FIELDS))
    is_other = len(now) != len(in_place) or not now <= state
    if doubled or is_other or published_among(batch.corrected) != len(set(batch.corrected)):
        raise ValidationError(
            gettext("Others entered or changed the same figures while the file was written. Import it again.")
        )


class Batch:
    """The rows of tables that a file becomes. What needs no key of the database is made before the transaction."""

    def __init__(self, outcomes: list[Outcome], update: Update, by: Any, at: dt.datetime, known: Known):
        self.update, self.by, self.at = update, by, at
        self.members = known.members
        self.dates = {s.pk: s.stated_on for s in Source.objects.only("pk", "event_on", "published_on")}
        self.in_place = [o for o in outcomes if is_in_place(o)]
        self.fresh = [o for o in outcomes if not is_in_place(o)]
        self.corrected = [o.held.pk for o in self.fresh if o.held]
        # Several figures may rest on one citation: those whose words stand in one place.
        self.citations: dict[tuple, int] = {}
        for outcome in outcomes:
            if outcome.stated and kept_citation(outcome.held, outcome.stated) is None:
                self.citations[cited(outcome.stated)] = 0

    def write(self) -> int:
        """Returns the key of the last draft that it made, 0 where there is none."""
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
        return keys[-1] if keys else 0

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
