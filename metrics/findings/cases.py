"""Figures and relations in force as the rules want them: a stream, indicator by indicator, in few queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils import timezone

from metrics.models import CitationCheck, Figure, FigureRelation
from metrics.models.publication import in_force
from metrics.reports.rows import FIGURE_FIELDS, FigureRow, FigureRows
from metrics.rules import RULES, Case, Finding, Relation, Rule, examine
from programs.models import CountryGroup, Program

# What rules need of a figure beside its row; the dates of the source come last.
BESIDE = (
    "indicator__accumulation",
    "indicator__frequency",
    "indicator__program__status",
    "indicator__program__ends_on",
    "reference_date",
    "indicator__unit__code",
    "category__breakdown_id",
    "citation_id",
    "supersedes_id",
)
DATES = ("citation__source__event_on", "citation__source__published_on")
WIDTH = len(FIGURE_FIELDS)
CHUNK = 2000
RELATED = ("component_of", "subset_of", "share_of")
OVER = (Program.Status.COMPLETED, Program.Status.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Moment:
    """When figures and relations are looked at: as of a day, at an instant, or (neither) now."""

    day: dt.date | None = None
    instant: dt.datetime | None = None

    def figures(self, prefix: str = "") -> Q:
        """The condition of being in force; refuted figures are settled, and no rule looks at them."""
        stands = in_force(self.day, prefix) if self.instant is None else stood_at(self.instant, prefix)
        return stands & ~Q(**{f"{prefix}rank": Figure.Rank.DEPRECATED})

    @property
    def checked_by(self) -> dt.date | None:
        """The day by whose end citations have been checked; None for now."""
        return self.day or (self.instant and self.instant.date())

    def relations(self) -> QuerySet:
        if self.instant is None:
            return FigureRelation.objects.as_of(self.day)
        ended = Q(ended_at__isnull=True) | Q(ended_at__gt=self.instant)
        return FigureRelation.objects.filter(ended, declared_at__lte=self.instant)


NOW = Moment()


def stood_at(instant: dt.datetime, prefix: str = "") -> Q:
    """The condition of having been published by `instant`, and neither superseded nor withdrawn at it."""
    return Q(**{f"{prefix}published_at__lte": instant}) & (
        Q(**{f"{prefix}ended_at__isnull": True}) | Q(**{f"{prefix}ended_at__gt": instant})
    )


def examined(
    moment: Moment = NOW,
    *,
    indicators: Collection[int] | None = None,
    rules: Iterable[Rule] = RULES,
    on: dt.date | None = None,
) -> Iterator[Finding]:
    """What the rules find among the figures in force, in six queries however many there are.

    `indicators` asks for the findings of these alone. `on` keeps what holds on that day; None keeps all, what is yet
    to come too.
    """
    figures = Figure.objects.filter(moment.figures())
    related = moment.relations().filter(moment.figures("from_figure__"), moment.figures("to_figure__"))
    if indicators is not None:
        here = Q(indicator__in=indicators)
        parts = related.filter(to_figure__indicator__in=indicators, kind__in=RELATED)
        figures = figures.filter(here | Q(pk__in=parts.order_by().values("from_figure")))
        related = related.filter(Q(from_figure__indicator__in=indicators) | Q(to_figure__indicator__in=indicators))
    return examine(cases_of(figures, moment), relations_of(related), on, tuple(rules), indicators)


def relations_of(relations: QuerySet) -> Iterator[Relation]:
    """Relations by the keys of their figures."""
    fields = ("kind", "from_figure_id", "to_figure_id")
    return (Relation(*values) for values in relations.order_by("pk").values_list(*fields).iterator(chunk_size=CHUNK))


def members_of_groups() -> dict[str, frozenset[str]]:
    members = defaultdict(set)
    for slug, code in CountryGroup.objects.filter(members__isnull=False).values_list("slug", "members"):
        members[slug].add(code)
    return {slug: frozenset(codes) for slug, codes in members.items()}


def replaced_figures(figures: QuerySet) -> Iterator[tuple[int, FigureRow, dt.date | None]]:
    """For each correction in its order: the figure, the one that it supersedes, and that one's date."""
    paths = [f"supersedes__{path}" for path in (*FIGURE_FIELDS.values(), *DATES)]
    corrections = figures.filter(supersedes__isnull=False)
    for pk, *values, event_on, published_on in corrections.values_list("pk", *paths).iterator(chunk_size=CHUNK):
        yield pk, FigureRow(*values), event_on or published_on


def chains(figures: QuerySet) -> Iterator[tuple[int, dict[int, int]]]:
    """For each indicator in its order: which figure supersedes which, of all that ever did."""
    corrections = Figure.objects.filter(
        supersedes__isnull=False, indicator__in=figures.filter(supersedes__isnull=False).order_by().values("indicator")
    )
    rows = corrections.order_by("indicator").values_list("indicator_id", "pk", "supersedes_id")
    for indicator_id, found in groupby(rows.iterator(chunk_size=CHUNK), key=lambda row: row[0]):
        yield indicator_id, {pk: supersedes for _, pk, supersedes in found}


def root_of(pk: int, supersedes: Mapping[int, int]) -> int:
    while pk in supersedes:
        pk = supersedes[pk]
    return pk


def contradicted_by_newest() -> dict[int, str]:
    """For each citation that was verified in its copy of the source: what a newer copy has instead, if it does."""
    return dict(CitationCheck.objects.contradicting_newest().order_by().values_list("citation_id", "outcome"))


def cases_of(figures: QuerySet, moment: Moment = NOW) -> Iterator[Case]:
    """Every one of these figures with what rules need, indicator by indicator, in five queries.

    What the newest copies of sources say is only known now.
    """
    groups, newer = members_of_groups(), contradicted_by_newest() if moment == NOW else {}
    columns = map(FigureRows(figures, day=moment.checked_by).source_of, FIGURE_FIELDS)
    figures = figures.order_by("indicator", "pk")
    # All streams have the same order, so that what is next in one is this figure's, or a later one's.
    replaced, corrected = replaced_figures(figures), chains(figures)
    held, chain = next(replaced, None), next(corrected, None)
    for values in figures.values_list(*columns, *BESIDE, *DATES).iterator(chunk_size=CHUNK):
        row = FigureRow(*values[:WIDTH])
        old = root = None
        if values[-3] is not None:
            while chain and chain[0] < row.indicator_id:
                chain = next(corrected, None)
            root = root_of(row.figure_id, chain[1] if chain else {})
            if held and held[0] == row.figure_id:
                old, held = held, next(replaced, None)
        yield case_of(row, values[WIDTH:], groups, newer, root, old)


def case_of(
    row: FigureRow,
    beside: tuple,
    groups: Mapping[str, frozenset[str]],
    newer: Mapping[int, str],
    root: int | None = None,
    replaced: tuple[int, FigureRow, dt.date | None] | None = None,
) -> Case:
    """`beside` are the values of BESIDE and DATES."""
    accumulation, frequency, status, ends_on, reference_date, usual_unit, breakdown, citation_id, _, *dates = beside
    event_on, published_on = dates
    is_over = status in OVER or (ends_on is not None and reference_date is not None and ends_on <= reference_date)
    return Case(
        row=row,
        accumulation=accumulation,
        reference_date=reference_date,
        stated_on=event_on or published_on,
        usual_unit=usual_unit,
        root=row.figure_id if root is None else root,
        frequency="irregular" if is_over else frequency,
        breakdown=breakdown,
        members=groups.get(row.group_slug, frozenset()),
        newer=newer.get(citation_id, ""),
        replaced=replaced[1] if replaced else None,
        replaced_stated_on=replaced[2] if replaced else None,
    )


def today() -> dt.date:
    return timezone.now().date()
