"""Figures, milestones and relations: entered as drafts to be published together; once published, compared.

What is published does not change. A row that differs from what was published under it therefore stops the
load: it would otherwise be ignored in silence, or break against the database's triggers, which name no row.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from metrics.models import Citation, Figure, FigureRelation, Milestone, Update
from programs.models import Country

from .catalog import Catalog, spanish
from .rows import REQUIRED, Row, SeedError

SUPERSEDE = (
    "It is published and does not change. Restore the row, and supersede or withdraw it in the admin, with a reason."
)

# Model fields whose name in the files is another.
IN_FILES = {
    "indicator_id": "indicator",
    "unit_id": "unit",
    "category_id": "category",
    "group": "group",
    "place_key": "countries",
    "period_start": "period.start",
    "period_end": "period.end",
    "period_as_stated": "period.as_stated",
    "period_note": "period.assumption",
    "starts_on": "period.start",
    "ends_on": "period.end",
    "date_as_stated": "period.as_stated",
    "date_note": "period.assumption",
    "strategy_id": "strategy",
    "line_id": "line",
    "program_id": "program",
}
FIGURE_FACTS = [
    "indicator_id",
    "role",
    "value",
    "missing",
    "qualifier",
    "unit_id",
    "period_start",
    "period_end",
    "period_as_stated",
    "period_note",
    "coverage",
    "place_key",
    "category_id",
    "rank",
    "note",
]
MILESTONE_FACTS = [
    "title",
    "summary",
    "starts_on",
    "ends_on",
    "date_as_stated",
    "date_note",
    "strategy_id",
    "line_id",
    "program_id",
]


class Entry:
    """One reporting round as the files hold it, entered by `author` at `at`."""

    def __init__(self, catalog: Catalog, update: Update, author: AbstractBaseUser, at: dt.datetime):
        self.catalog, self.update, self.author, self.at = catalog, update, author, at
        entered = {"update": update, "entered_by": author}
        figures = Figure.objects.filter(**entered).select_related("citation__source")
        milestones = Milestone.objects.filter(**entered).select_related("citation__source")
        # A figure has no name of its own in the database: the words it cites tell which row it is.
        self.held_figures = {(f.citation.source.slug, f.citation.as_stated): f for f in figures}
        self.held_milestones = {m.slug: m for m in milestones.prefetch_related("countries", "organizations")}
        self.held_relations = {
            (r.from_figure_id, r.kind, r.to_figure_id): r for r in FigureRelation.objects.filter(declared_by=author)
        }
        here = [catalog.sources[slug].pk for slug in catalog.sources.rows]
        self.citations = {(c.source_id, c.section, c.as_stated): c for c in Citation.objects.filter(source__in=here)}
        self.figures: dict[str, Figure] = {}
        self.milestones: dict[str, Milestone] = {}
        self.relations: dict[tuple, FigureRelation] = {}
        self.drafts: list[Figure | Milestone] = []
        self.new = {Figure: 0, Milestone: 0, FigureRelation: 0}
        self._preferred: dict[tuple, str] = {}
        self._cited: dict[tuple, str] = {}

    # --- Figures -------------------------------------------------------------------------------------------

    def figure(self, row: Row) -> None:
        key = row.text("key")
        if key in self.figures:
            raise row.error("key", "Another row has this key. Choose another.")
        coverage, countries, group = self._place(row)
        period = row.part("period")
        figure = Figure(
            indicator=row.reference("indicator", self.catalog.indicators),
            role=row.text("role"),
            value=row.decimal("value"),
            missing=row.text("missing", ""),
            qualifier=row.text("qualifier", Figure.Qualifier.EXACT if "missing" in row.data else REQUIRED),
            unit=row.reference("unit", self.catalog.units, None),
            period_start=period.date("start"),
            period_end=period.date("end"),
            period_as_stated=period.text("as_stated", ""),
            period_note=period.text("assumption", ""),
            coverage=coverage,
            group=group,
            place_key=Figure.place_key_of(coverage, [c.code for c in countries], group and group.slug),
            category=row.reference("category", self.catalog.categories, None),
            rank=row.text("rank"),
            note=row.text("note", ""),
            update=self.update,
            entered_by=self.author,
            entered_at=self.at,
        )
        period.finish()
        self._one_preferred(row, key, figure)
        source, section, words = self._passage(row)
        row.finish()
        if (source.slug, words) in self._cited:
            raise row.error(
                "as_stated",
                f"{self._cited[source.slug, words]} cites the same words. Choose words of its own.",
            )
        self._cited[source.slug, words] = key

        held = self.held_figures.pop((source.slug, words), None)
        if held:
            figure.derive()
            self._compare(row, held, figure, FIGURE_FACTS, section)
            self.figures[key] = held
            return
        figure.citation = self._cite(row, source, section, words)
        figure.derive()
        row.clean(figure, IN_FILES)
        # A group's figure keeps the members that the group had when it was published.
        self._save(figure, group.members.all() if group else countries)
        self.figures[key] = figure

    def _place(self, row: Row) -> tuple[str, list[Country], Any]:
        coverage = row.text("coverage")
        if coverage not in Figure.Coverage:
            raise row.error("coverage", f"“{coverage}” is not known. Choose one of: {', '.join(Figure.Coverage)}.")
        countries = row.references("countries", self.catalog.countries, [])
        group = row.reference("group", self.catalog.groups, None)
        if coverage == Figure.Coverage.SINGLE and len(countries) != 1:
            raise row.error("countries", "A single figure has exactly one country. Name it, or change the coverage.")
        if coverage == Figure.Coverage.JOINT and len(countries) < 2:
            raise row.error("countries", "A joint figure has two countries or more. Name them, or change the coverage.")
        if coverage in (Figure.Coverage.GROUP, Figure.Coverage.GLOBAL) and countries:
            raise row.error(
                "countries", f"A figure with coverage {coverage} has no countries of its own. Take them out."
            )
        if (coverage == Figure.Coverage.GROUP) != bool(group):
            raise row.error("group", "Exactly the figures with coverage group name a group. Add it, or take it out.")
        return coverage, countries, group

    def _one_preferred(self, row: Row, key: str, figure: Figure) -> None:
        identity = tuple(figure.identity.items())
        if figure.rank == Figure.Rank.PREFERRED:
            if identity in self._preferred:
                problem = (
                    f"{self._preferred[identity]} is preferred already for this indicator, role, period,"
                    " place and category. Give one of the two rank normal."
                )
                raise row.error("rank", problem)
            self._preferred[identity] = key

    # --- Milestones ----------------------------------------------------------------------------------------

    def milestone(self, row: Row) -> None:
        slug = row.text("slug")
        if slug in self.milestones:
            raise row.error("slug", "Another row has this slug. Choose another.")
        program = row.reference("program", self.catalog.programs, None)
        strategy = row.reference("strategy", self.catalog.strategies, program.line.strategy if program else REQUIRED)
        period = row.part("period")
        milestone = Milestone(
            slug=slug,
            title=row.text("title"),
            summary=row.text("summary", ""),
            **spanish(row, "title", "summary"),
            starts_on=period.date("start"),
            ends_on=period.date("end"),
            date_as_stated=period.text("as_stated", ""),
            date_note=period.text("assumption", ""),
            strategy=strategy,
            line=program and program.line,
            program=program,
            update=self.update,
            entered_by=self.author,
            entered_at=self.at,
        )
        period.finish()
        countries = row.references("countries", self.catalog.countries)
        organizations = row.references("organizations", self.catalog.organizations)
        source, section, words = self._passage(row)
        row.finish()

        held = self.held_milestones.pop(slug, None)
        if held:
            self._compare(row, held, milestone, MILESTONE_FACTS, section)
            for name, now in (("countries", countries), ("organizations", organizations)):
                if set(getattr(held, name).all()) != set(now):
                    raise row.error(name, f"The published milestone has others. {SUPERSEDE}")
            if (held.citation.source, held.citation.as_stated) != (source, words):
                raise row.error("as_stated", f"The published milestone cites {held.citation}. {SUPERSEDE}")
            self.milestones[slug] = held
            return
        milestone.citation = self._cite(row, source, section, words)
        row.clean(milestone, IN_FILES)
        self._save(milestone, countries)
        milestone.organizations.set(organizations)
        self.milestones[slug] = milestone

    # --- Relations -----------------------------------------------------------------------------------------

    def relation(self, row: Row) -> None:
        relation = FigureRelation(
            from_figure=row.reference("from", self.figures),
            kind=row.text("kind"),
            to_figure=row.reference("to", self.figures),
            note=row.text("note", ""),
            declared_by=self.author,
            declared_at=self.at,
        )
        row.finish()
        key = (relation.from_figure_id, relation.kind, relation.to_figure_id)
        if key in self.relations:
            raise row.error("to", "This relation is declared in a row above. Take one out.")
        held = self.held_relations.pop(key, None)
        if held:
            if held.note != relation.note:
                raise row.error("note", "The declared relation has another note. Restore the row.")
            self.relations[key] = held
            return
        row.clean(relation, exclude={"ended_by"})
        relation.save(force_insert=True)
        self.new[FigureRelation] += 1
        self.relations[key] = relation

    # --- Common --------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Refuses to go on where something published stands in no row any more."""
        for kind, held in (("figure", self.held_figures), ("milestone", self.held_milestones)):
            for publication in held.values():
                raise SeedError(
                    f"The published {kind} {publication.pk}, {publication}"
                    f" (“{publication.citation.as_stated}”), stands in no row any more, or its row cites"
                    f" other words. {SUPERSEDE}"
                )
        for relation in self.held_relations.values():
            if relation.ended_at is None:
                raise SeedError(
                    f"The relation “{relation}” stands in no row any more. Restore the row, and end it in the admin."
                )

    def _passage(self, row: Row) -> tuple[Any, str, str]:
        source = row.reference("source", self.catalog.sources)
        section = Citation.SEPARATOR.join(row.texts("section"))
        return source, section, row.text("as_stated")

    def _cite(self, row: Row, source: Any, section: str, words: str) -> Citation:
        key = (source.pk, section, words)
        if key not in self.citations:
            citation = Citation(source=source, section=section, as_stated=words)
            row.clean(citation)
            citation.save(force_insert=True)
            self.citations[key] = citation
        return self.citations[key]

    def _save(self, publication: Figure | Milestone, countries: Iterable[Country]) -> None:
        publication.save(force_insert=True)
        publication.countries.set(countries)
        self.drafts.append(publication)
        self.new[type(publication)] += 1

    def _compare(self, row: Row, held: Any, now: Any, facts: Iterable[str], section: str) -> None:
        for fact in facts:
            before, after = getattr(held, fact), getattr(now, fact)
            if before != after:
                raise row.error(IN_FILES.get(fact, fact), f"Published as {before!s}, here {after!s}. {SUPERSEDE}")
        if held.citation.section != section:
            raise row.error("section", f"Published as {held.citation.section}, here {section}. {SUPERSEDE}")
