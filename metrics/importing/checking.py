"""Rows into outcomes: each is held against what the database has, and against the rest of the file."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from metrics.exports.spreadsheet import plain
from metrics.models import Figure, Update
from metrics.models.figure import restates
from metrics.models.publication import Publication

from .columns import REASON
from .confines import Confines
from .held import HeldFigures
from .known import Known
from .outcomes import (
    CHANGED,
    CONTENT,
    IDENTITY,
    NEW,
    SAME,
    WRONG,
    Checked,
    Held,
    Outcome,
    Problem,
    Stated,
    Told,
    untold,
)
from .reading import Table
from .rows import RowReader

Status = Publication.Status
PREFERRED = Figure.Rank.PREFERRED.value
TELL_EVERY = 500
COLUMN_OF = {"place_key": "countries"}
KEPT = gettext_lazy(
    "A correction keeps indicator, role, period, place and category. A figure of another is a "
    "new one: clear figure_id. If the published one was wrong in this, withdraw it as well."
)


def check(table: Table, update: Update, by: Any, reason: str = "", tell: Told = untold) -> Checked:
    """What becomes of each row in this update, entered by this person. `reason` is that of corrections whose row gives
    none; `tell` is called every TELL_EVERY rows.

    Nothing is written. The number of queries does not depend on the number of rows. Raises Unreadable where the file
    breaks off.
    """
    return Checker(update, by, reason.strip(), tell).check(table)


class Checker:
    def __init__(self, update: Update, by: Any, reason: str, tell: Told):
        self.update, self.reason, self.tell = update, reason, tell
        self.confines = Confines(by)
        self.known = Known()

    def check(self, table: Table) -> Checked:
        reader = RowReader(self.known, self.update.slug)
        read: list[tuple[str, Stated | None, list[Problem], list[Problem]]] = []
        for row in table:
            if len(read) % TELL_EVERY == 0:
                self.tell(gettext("Reading the rows"), len(read), max(table.lines, len(read)))
            read.append((row.place, *reader.read(row)))
        self.tell(gettext("Looking up what is here already"), 0)
        self.held = HeldFigures(self.update.pk, [stated for _, stated, _, _ in read if stated])
        self.claimed: dict[int, str] = {}
        found: dict[int, Outcome] = {}
        # What names its figure takes it, before what only fits it.
        for with_id in (True, False):
            for position, (place, stated, wrong, look) in enumerate(read):
                if position % TELL_EVERY == 0:
                    self.tell(gettext("Checking the rows"), len(found), len(read))
                if stated is None:
                    if with_id:
                        found[position] = Outcome(place, WRONG, problems=tuple(wrong), warnings=tuple(look))
                elif (stated.figure_id is not None) == with_id:
                    found[position] = self.outcome(place, stated, tuple(look))
        outcomes = without_doubles([found[position] for position in range(len(read))])
        notices = list(table.notices)
        if not outcomes:
            notices.append(gettext("There is no row below the header."))
        return Checked(outcomes, notices)

    # --- One row -----------------------------------------------------------------------------------------------------

    def outcome(self, place: str, stated: Stated, look: tuple[Problem, ...]) -> Outcome:
        label = self.label_of(stated)

        def wrong(field: str, message: str, held: Held | None = None) -> Outcome:
            return Outcome(place, WRONG, label, (Problem(field, message),), look, stated=stated, held=held)

        held, problem = self.match(stated)
        if problem:
            return wrong(*problem)
        if held is None:
            if stated.doubt:
                return wrong("value", stated.doubt)
            if problem := self.confines.problem_of(self.known, stated, None):
                return wrong(*problem)
            return Outcome(place, NEW, label, warnings=look, stated=stated)
        if held.identity == stated.identity and held.content == stated.content:
            self.claimed.setdefault(held.pk, place)
            return Outcome(place, SAME, label, stated=stated, held=held)
        if held.pk in self.claimed:
            return wrong(
                "figure_id",
                gettext("Row %(claimed)s is about figure %(number)s too. Delete one of them.")
                % {"claimed": self.claimed[held.pk], "number": held.pk},
            )
        if held.status == Status.SUBMITTED:
            return wrong(
                "",
                gettext(
                    "Figure %(number)s of this update is submitted for review. Have it returned first, or change "
                    "it there."
                )
                % {"number": held.pk},
            )
        if stated.doubt and held.of_content("value") != stated.value:
            return wrong("value", stated.doubt, held)
        reason = stated.reason or self.reason or (held.supersede_reason if held.status == Status.DRAFT else "")
        corrects = held.pk if held.status == Status.PUBLISHED else held.supersedes
        if corrects and held.identity != stated.identity:
            off = next(n for n, a, b in zip(IDENTITY, held.identity, stated.identity, strict=True) if a != b)
            return wrong(COLUMN_OF.get(off, off), KEPT, held)
        if corrects and not reason:
            return wrong(REASON, self.why_a_reason(stated, held), held)
        if problem := self.confines.problem_of(self.known, stated, held):
            return wrong(*problem, held)
        self.claimed[held.pk] = place
        return Outcome(
            place,
            CHANGED,
            label,
            warnings=look,
            changes=self.changes(held, stated),
            stated=stated._replace(reason=reason if corrects else ""),
            held=held,
        )

    def match(self, stated: Stated) -> tuple[Held | None, tuple[str, str] | None]:
        """The figure that a row is about, None for a new one; or the field and what is wrong."""
        return self.named(stated) if stated.figure_id is not None else self.fitting(stated)

    def named(self, stated: Stated) -> tuple[Held | None, tuple[str, str] | None]:
        """By its figure_id: that figure, or the draft that corrects it in this update."""
        pk = stated.figure_id
        held = self.held.by_id.get(pk)
        if held is None:
            return None, (
                "figure_id",
                gettext(
                    "No figure %(number)s is published, nor is it a draft of this update. Clear it to enter a "
                    "new figure."
                )
                % {"number": pk},
            )
        if (held.identity, held.content) == (stated.identity, stated.content):
            return held, None
        if held.status == Status.PUBLISHED:
            pending = self.held.pending.get(pk, [])
            if len(pending) > 1:
                return None, ("figure_id", self.several(pending))
            return (pending[0] if pending else held), None
        if held.status in Publication.ENDED:
            return None, (
                "figure_id",
                gettext(
                    "Figure %(number)s is %(status)s, and the row says otherwise. Export again and correct the "
                    "figure that stands now, or clear figure_id to enter a new one."
                )
                % {"number": pk, "status": held.status},
            )
        return held, None

    def fitting(self, stated: Stated) -> tuple[Held | None, tuple[str, str] | None]:
        """By what it is about: an equal figure, else a draft of this update, else a published one.

        A statement of another source that is not preferred stands beside what is published, as its rival.
        """
        published = self.held.published.get(stated.identity, [])
        drafts = self.held.drafts.get(stated.identity, [])
        equal = [held for held in (*drafts, *published) if held.content == stated.content]
        if equal:
            return next((held for held in equal if held.pk not in self.claimed), equal[0]), None
        corrected = {held.supersedes for held in drafts}
        for candidates in (drafts, [held for held in published if held.pk not in corrected]):
            fits = [held for held in candidates if held.pk not in self.claimed and is_same_statement(held, stated)]
            if len(fits) > 1:
                return None, ("figure_id", self.several(fits))
            if fits:
                return fits[0], None
        return None, None

    # --- Words -------------------------------------------------------------------------------------------------------

    def label_of(self, stated: Stated) -> str:
        value = stated.missing if stated.value is None else plain(stated.value)
        return f"{self.known.shown['indicator'][stated.indicator]}, {stated.place_key}: {value}"

    def shown(self, name: str, value: Any) -> str:
        """A value as files write it."""
        if value is None:
            return ""
        if name == "value":
            return plain(value)
        return str(self.known.shown[name].get(value, value)) if name in self.known.shown else str(value)

    def changes(self, held: Held, stated: Stated) -> tuple[tuple[str, str, str], ...]:
        names = (*IDENTITY, *CONTENT)
        before, after = (*held.identity, *held.content), (*stated.identity, *stated.content)
        return tuple(
            (COLUMN_OF.get(name, name), self.shown(name, old), self.shown(name, new))
            for name, old, new in zip(names, before, after, strict=True)
            if old != new
        )

    def why_a_reason(self, stated: Stated, held: Held) -> str:
        changed = ", ".join(f"{name} {old or '(empty)'}" for name, old, _ in self.changes(held, stated)[:3])
        said = gettext("Figure %(words)s is published with %(changed)s. Say here why it is corrected") % {
            "words": held.supersedes or held.pk,
            "changed": changed,
        }
        if stated.figure_id is not None:
            return gettext("%(said)s; readers see it.") % {"said": said}
        return gettext(
            "%(said)s, or give the period if it is another one. If two sources disagree, give this one the rank normal."
        ) % {"said": said}

    def several(self, fits: Iterable[Held]) -> str:
        return gettext("Figures %(list)s are of this identity. Say which one is meant.") % {
            "list": ", ".join(str(held.pk) for held in fits)
        }


def is_same_statement(held: Held, stated: Stated) -> bool:
    """Whether a row that differs from a figure of its identity is that statement, and no rival of it."""
    return restates(held.of_content("source"), held.of_content("rank"), stated.source, stated.rank)


def without_doubles(outcomes: list[Outcome]) -> list[Outcome]:
    """The outcomes, where rows that say the same, or prefer two values for one thing, are wrong from the second on."""
    said: dict[tuple, str] = {}
    preferred: dict[tuple, str] = {}
    kept = []
    for outcome in outcomes:
        stated, held = outcome.stated, outcome.held
        if stated is None or outcome.kind == WRONG:
            kept.append(outcome)
            continue
        key = ("figure", held.pk) if outcome.kind == SAME and held else (stated.identity, stated.content)
        message = ""
        if key in said:
            message = gettext("Row %(first)s says the same. Delete one of the two.") % {"first": said[key]}
        said.setdefault(key, outcome.place)
        if stated.rank == PREFERRED and not (held and held.status in Publication.ENDED):
            first = preferred.setdefault(stated.identity, outcome.place)
            if first != outcome.place and not message:
                message = gettext(
                    "Row %(first)s states the same indicator, role, period, place and category. Correct what "
                    "differs, or give one of the two the rank normal."
                ) % {"first": first}
        if message:
            outcome = Outcome(
                outcome.place, WRONG, outcome.label, (Problem("", message),), outcome.warnings, stated=stated
            )
        kept.append(outcome)
    return kept
