"""Loads what people may edit later: from countries and units to the strategy, its programs and indicators."""

from pathlib import Path

from metrics.models import Breakdown, Category, Indicator, Source, Unit
from programs.models import (
    Country,
    CountryGroup,
    LineOfAction,
    Organization,
    Participation,
    Program,
    Strategy,
)

from .rows import Row, read, read_folder
from .tables import Table


def by_slug(row) -> str:
    return row.slug


def spanish(row: Row, *fields: str) -> dict[str, str]:
    """The Spanish of these fields, as far as the file has it."""
    return {f"{name}_es": row.text(f"{name}_es", "") for name in fields}


class Catalog:
    """Every noun that figures and milestones refer to, by natural key."""

    def __init__(self, fixtures: Path):
        self.reference, self.cmms, self.root = fixtures / "reference", fixtures / "cmms", fixtures.parent
        self.countries = Table(Country, lambda row: row.code)
        self.units = Table(Unit, lambda row: row.code)
        self.breakdowns = Table(Breakdown, by_slug)
        self.categories = Table(Category, by_slug)
        self.groups = Table(CountryGroup, by_slug, many=["members"])
        self.organizations = Table(Organization, by_slug)
        self.strategies = Table(Strategy, by_slug)
        self.lines = Table(LineOfAction, lambda row: (row.strategy_id, row.number))
        self.programs = Table(Program, by_slug, many=["countries"], one=["line__strategy"])
        self.participations = Table(Participation, lambda row: (row.program_id, row.organization_id, row.role))
        self.sources = Table(Source, by_slug)
        self.indicators = Table(Indicator, by_slug, many=["breakdowns"])

    @property
    def tables(self) -> list[Table]:
        return [table for table in vars(self).values() if isinstance(table, Table)]

    def load(self) -> None:
        for row in read(self.reference / "countries.yaml", self.root, "code"):
            self._country(row)
        for row in read(self.reference / "units.yaml", self.root, "code"):
            self._unit(row)
        for row in read(self.reference / "breakdowns.yaml", self.root, "slug"):
            self._breakdown(row)
        for row in read(self.cmms / "country_groups.yaml", self.root, "slug"):
            self._group(row)
        for row in read(self.cmms / "organizations.yaml", self.root, "slug"):
            self._organization(row)
        for row in read(self.cmms / "strategy.yaml", self.root, "slug"):
            self._strategy(row)
        self._programs(read(self.cmms / "programs.yaml", self.root, "slug"))
        for row in read(self.cmms / "sources.yaml", self.root, "slug"):
            self._source(row)
        self._indicators(read_folder(self.cmms / "indicators", self.root, "slug"))

    def _country(self, row: Row) -> None:
        values = {"code": row.text("code"), "alpha2": row.text("alpha2"), "numeric": row.text("numeric")}
        row.finish()
        self.countries.put(values["code"], row, "code", values)

    def _unit(self, row: Row) -> None:
        values = {name: row.text(name) for name in ("code", "singular", "plural", "kind")}
        values["currency"] = row.text("currency", "")
        values["also_called"] = row.text("also_called", "")
        values |= spanish(row, "singular", "plural")
        row.finish()
        self.units.put(values["code"], row, "code", values)

    def _breakdown(self, row: Row) -> None:
        values = {"slug": row.text("slug"), "name": row.text("name"), **spanish(row, "name")}
        breakdown = self.breakdowns.put(values["slug"], row, "slug", values)
        for position, part in enumerate(row.rows("categories"), 1):
            values = {
                "breakdown": breakdown,
                "position": position,
                "slug": part.text("slug"),
                "name": part.text("name"),
                **spanish(part, "name"),
            }
            part.finish()
            self.categories.put(values["slug"], part, "slug", values)
        row.finish()

    def _group(self, row: Row) -> None:
        values = {"slug": row.text("slug"), "name": row.text("name"), "note": row.text("note", "")}
        values |= spanish(row, "name", "note")
        members = row.references("members", self.countries)
        row.finish()
        self.groups.put(values["slug"], row, "slug", values, members=members)

    def _organization(self, row: Row) -> None:
        values = {
            "slug": row.text("slug"),
            "name": row.text("name"),
            "acronym": row.text("acronym", ""),
            "kind": row.text("kind"),
            "country": row.reference("country", self.countries, None),
            **spanish(row, "name", "acronym"),
        }
        row.finish()
        self.organizations.put(values["slug"], row, "slug", values)

    def _strategy(self, row: Row) -> None:
        values = {
            "slug": row.text("slug"),
            "name": row.text("name"),
            "acronym": row.text("acronym", ""),
            "summary": row.text("summary", ""),
            "mandate": row.text("mandate", ""),
            "mandate_on": row.date("mandate_on"),
            "launched_on": row.date("launched_on"),
            **spanish(row, "name", "summary", "mandate"),
        }
        strategy = self.strategies.put(values["slug"], row, "slug", values)
        for part in row.rows("lines_of_action"):
            number = part.number_of("number")
            values = {
                "strategy": strategy,
                "number": number,
                "name": part.text("name"),
                "summary": part.text("summary", ""),
                **spanish(part, "name", "summary"),
            }
            part.finish()
            self.lines.put((strategy.pk, number), part, "number", values)
        row.finish()

    def _programs(self, rows: list[Row]) -> None:
        # One strategy stands in these files; a line of action is named by its number.
        here = {self.strategies[slug].pk for slug in self.strategies.rows}
        lines = {number: line for (strategy, number), line in self.lines.items() if strategy in here}
        positions: dict[int, int] = {}
        for row in rows:
            line = row.reference("line", lines)
            positions[line.pk] = positions.get(line.pk, 0) + 1
            values = {
                "line": line,
                "position": positions[line.pk],
                "slug": row.text("slug"),
                "name": row.text("name"),
                "summary": row.text("summary", ""),
                "status": row.text("status"),
                "starts_on": row.date("starts_on"),
                "ends_on": row.date("ends_on"),
                **spanish(row, "name", "summary"),
            }
            countries = row.references("countries", self.countries)
            program = self.programs.put(values["slug"], row, "slug", values, countries=countries)
            for part in row.rows("participants"):
                organization = part.reference("organization", self.organizations)
                values = {"program": program, "organization": organization, "role": part.text("role")}
                part.finish()
                key = (program.pk, organization.pk, values["role"])
                self.participations.put(key, part, "organization", values)
            row.finish()

    def _source(self, row: Row) -> None:
        values = {
            "slug": row.text("slug"),
            "title": row.text("title"),
            "kind": row.text("kind"),
            "publisher": row.text("publisher", ""),
            "authors": row.text("authors", ""),
            "published_on": row.date("published_on"),
            "event_on": row.date("event_on"),
            "event_place": row.text("event_place", ""),
            "language": row.text("language"),
            "url": row.text("url", ""),
            "part_of": row.reference("part_of", self.sources, None),
            "note": row.text("note", ""),
        }
        row.finish()
        self.sources.put(values["slug"], row, "slug", values)

    def _indicators(self, rows: list[Row]) -> None:
        positions: dict[tuple, int] = {}
        for row in rows:
            program = row.reference("program", self.programs, None)
            strategy = row.reference("strategy", self.strategies, None)
            owner = (program, strategy)
            positions[owner] = positions.get(owner, 0) + 1
            values = {
                "program": program,
                "strategy": strategy,
                "position": positions[owner],
                "slug": row.text("slug"),
                "name": row.text("name"),
                "definition": row.text("definition"),
                "unit": row.reference("unit", self.units),
                "direction": row.text("direction"),
                "accumulation": row.text("accumulation"),
                "additive_across_countries": row.flag("additive_across_countries"),
                "frequency": row.text("frequency", Indicator.Frequency.IRREGULAR),
                **{name: row.text(name, "") for name in Indicator.DATA_QUALITY},
                **spanish(row, "name", "definition"),
            }
            breakdowns = row.references("breakdowns", self.breakdowns, [])
            row.finish()
            self.indicators.put(values["slug"], row, "slug", values, breakdowns=breakdowns)
