"""The rows of an update's grid: what is due or was in the last update, what was entered, and what is new."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import gettext

from metrics.archives.verifying import failures_of_citations
from metrics.findings.drafts import findings_with
from metrics.models import CurrentFigure, Entry, Figure, Indicator, Source, Step, Update
from metrics.reports.findings import in_a_line
from metrics.reports.missing import expected, last_update
from metrics.scopes import within
from programs.models import Program

from .cells import Cells
from .rows import SAID_BY_THE_CHECK, Row, blank_cells, row_of

Status = Figure.Status
PER_PAGE = 200
# Beyond this a grid is no place to work: such rounds come as a spreadsheet.
MOST = 2000
SHOWN = ("indicator__program__line", "indicator__unit", "unit", "group", "category", "citation__source", "entered_by")


@dataclass(frozen=True)
class Section:
    """The rows of one program, or of what no program answers for."""

    line: str
    program: str
    rows: list[Row]

    @property
    def of(self) -> Program | None:
        return self.rows[0].about.indicator.program


@dataclass(frozen=True)
class Page:
    update: Update
    sections: list[Section]
    new: list[Row]
    sources: list[Source]
    last: Update | None
    number: int
    pages: int
    counts: dict[str, int]
    is_cut: bool

    @property
    def rows(self) -> list[Row]:
        return [*(row for section in self.sections for row in section.rows), *self.new]


def entered(update: Update) -> QuerySet[Figure]:
    return Figure.objects.filter(update=update, status__in=[Status.DRAFT, Status.SUBMITTED])


def order_of(figure: Figure) -> tuple:
    """As the strategy has them: line of action, program, indicator, place; a total before its parts."""
    indicator, program, category = figure.indicator, figure.indicator.program, figure.category
    line = program.line if program else None
    return (
        (line is None, line.number if line else 0, program.position if program else 0, program.name if program else ""),
        (indicator.position, indicator.name, figure.role, figure.place_key),
        (category is not None, category.position if category else 0, category.name if category else "", figure.pk),
    )


def heads_of(row: Row) -> tuple[str, str]:
    program = row.about.indicator.program
    return (str(program.line), str(program)) if program else ("", gettext("The strategy as a whole"))


def sources_of(update: Update) -> list[Source]:
    return list(update.sources.order_by("-published_on", "slug"))


def befores(series: Iterable[str]) -> dict[str, Figure]:
    """What stands now, by series."""
    found = CurrentFigure.objects.as_of(None).filter(series_key__in=set(series)).order_by().values("figure")
    figures = Figure.objects.filter(pk__in=found).select_related(*SHOWN)
    return {figure.series_key: figure for figure in figures}


def page_of(update: Update, by, number: int = 1, add: int | None = None, new: int = 0) -> Page | None:
    """One page of the grid for this person, in a fixed number of queries; None where there is no such page.

    What is expected of others, by their assignments, is not listed; what is entered is. Under review nothing is added,
    so nothing is expected.

    `add` is an indicator for which a new row stands ready, beside `new` that are empty.
    """
    last, sources = last_update(update), sources_of(update)
    blank = blank_cells(update, sources)
    may_add = not update.is_frozen
    standing = list(within(by, expected(update, last)).select_related(*SHOWN)[: MOST + 1]) if may_add else []
    is_cut = len(standing) > MOST
    held = list(entered(update).select_related(*SHOWN, "supersedes")[: MOST + 1])
    by_key = {entry.key: entry for entry in Entry.objects.filter(update=update).select_related("saved_by")}
    answered = {figure.series_key for figure in held}
    before = {figure.series_key: figure for figure in standing}
    before |= befores(answered - before.keys()) if answered - before.keys() else {}
    ordered = sorted(
        [*((f, "f") for f in held), *((f, "s") for f in standing[:MOST] if f.series_key not in answered)],
        key=lambda item: order_of(item[0]),
    )
    rows = []
    for figure, kind in ordered:
        key = f"f{figure.pk}" if kind == "f" else f"s:{figure.series_key}"
        stands = before.get(figure.series_key)
        rows.append(row_of(update, key, figure if kind == "f" else None, by_key.pop(key, None), stands, blank))
    # What is left was typed into new rows, or into rows that are not listed any more.
    left = list(by_key.values())
    lost = befores(entry.key[2:] for entry in left if entry.key.startswith("s:"))
    others = [row_of(update, entry.key, None, entry, lost.get(entry.key[2:]), blank) for entry in left]
    counts: dict[str, int] = {}
    for row in [*rows, *others]:
        counts[row.state] = counts.get(row.state, 0) + 1
    pages = max(1, -(-len(rows) // PER_PAGE))
    if not 1 <= number <= pages:
        return None
    shown = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
    shown = with_returns(with_warnings(shown))
    others += [
        Row(f"n{position}", update.pk, cells)
        for position, cells in enumerate(openings(add, new, blank) if may_add else [])
    ]
    sections = [Section(*heads, list(group)) for heads, group in groupby(shown, key=heads_of)]
    return Page(update, sections, others, sources, last, number, pages, counts, is_cut)


def openings(add: int | None, new: int, blank: Cells) -> list[Cells]:
    """Cells of new rows: one for the indicator that was asked for, and empty ones."""
    named = Indicator.objects.filter(pk=add).values_list("name", flat=True).first() if add else None
    return [*([blank._replace(indicator=named)] if named else []), *([blank] * new)]


def with_returns(rows: list[Row]) -> list[Row]:
    """The rows with what reviewers said of the drafts that they sent back."""
    drafts = [row.figure.pk for row in rows if row.figure]
    if not drafts:
        return rows
    steps = Step.objects.standing_returns().filter(figure__in=drafts).select_related("by")
    returned = {step.figure_id: step for step in steps}
    return [replace(row, returned=returned.get(row.figure.pk)) if row.figure else row for row in rows]


def with_warnings(rows: list[Row]) -> list[Row]:
    """The rows with what the rules and the archived texts say of their drafts, all looked at together."""
    drafts = [row.figure for row in rows if row.figure]
    if not drafts:
        return rows
    said: dict[int, list[str]] = {draft.pk: [] for draft in drafts}
    for finding in findings_with(drafts):
        if finding.rule.id in SAID_BY_THE_CHECK:
            continue
        for figure in finding.figures:
            if figure.figure_id in said:
                said[figure.figure_id].append(in_a_line(finding))
    for draft, failure in failures_of_citations(drafts).items():
        said[draft.pk].append(gettext("In the archived text: %(found)s") % {"found": failure.found})
    return [replace(row, warnings=tuple(said[row.figure.pk])) if row.figure else row for row in rows]
