"""Triggers that note which indicators the rules have to look at again, whatever changed them: action, admin or SQL.

Each writes rows of `Unexamined`, with the instant from which a fact counts: that of the publication, the end or the
declaration. `findings.keeping.refresh` works them off. Installed with the guards, which this module stands beside.
"""

from collections.abc import Iterator
from typing import NamedTuple

ONCE = "f.status IN ('published', 'superseded', 'withdrawn')"
# Without a type of its own NULL is text to PostgreSQL; to SQLite the type means nothing.
NOW = "CAST(NULL AS timestamptz)"
FIGURES = f"SELECT DISTINCT f.indicator_id, {NOW} FROM metrics_figure f WHERE"


class Mark(NamedTuple):
    """After `event` on `table`: what to select, with `{row}` for the row that changed."""

    name: str
    event: str
    table: str
    select: str


def marks() -> Iterator[Mark]:
    yield Mark(
        "figure",
        "UPDATE OF status",
        "metrics_figure",
        "SELECT {row}.indicator_id, COALESCE({row}.ended_at, {row}.published_at)"
        " WHERE {row}.status IN ('published', 'superseded', 'withdrawn')",
    )
    relation = (
        "SELECT DISTINCT f.indicator_id, {at} FROM metrics_figure f"
        f" WHERE f.id IN ({{row}}.from_figure_id, {{row}}.to_figure_id) AND {ONCE}"
    )
    for event, at in {
        "INSERT": "COALESCE({row}.ended_at, {row}.declared_at)",
        "UPDATE": "COALESCE({row}.ended_at, {row}.declared_at)",
        "DELETE": "{row}.declared_at",
    }.items():
        yield Mark("relation", event, "metrics_figurerelation", relation.replace("{at}", at))
    yield Mark(
        "citation", "UPDATE OF verification", "metrics_citation", f"{FIGURES} f.citation_id = {{row}}.id AND {ONCE}"
    )
    yield Mark("check", "INSERT", "metrics_citationcheck", f"{FIGURES} f.citation_id = {{row}}.citation_id AND {ONCE}")
    yield Mark(
        "source",
        "UPDATE OF event_on, published_on, title",
        "metrics_source",
        f"{FIGURES} {ONCE} AND f.citation_id IN (SELECT c.id FROM metrics_citation c WHERE c.source_id = {{row}}.id)",
    )
    yield Mark(
        "indicator",
        "UPDATE OF name, unit_id, direction, accumulation, frequency, program_id",
        "metrics_indicator",
        f"SELECT {{row}}.id, {NOW}",
    )
    yield Mark(
        "unit",
        "UPDATE OF code, singular, plural, kind, currency",
        "metrics_unit",
        f"{FIGURES} f.unit_id = {{row}}.id AND {ONCE}",
    )
    yield Mark(
        "category",
        "UPDATE OF name, breakdown_id",
        "metrics_category",
        f"{FIGURES} f.category_id = {{row}}.id AND {ONCE}",
    )
    yield Mark(
        "program",
        "UPDATE OF status, ends_on",
        "programs_program",
        f"SELECT i.id, {NOW} FROM metrics_indicator i WHERE i.program_id = {{row}}.id",
    )
    yield Mark("group", "UPDATE OF name", "programs_countrygroup", f"{FIGURES} f.group_id = {{row}}.id AND {ONCE}")
    for event in ("INSERT", "DELETE"):
        yield Mark(
            "members",
            event,
            "programs_countrygroup_members",
            f"{FIGURES} f.group_id = {{row}}.countrygroup_id AND {ONCE}",
        )


def statements(vendor: str, prefix: str) -> Iterator[str]:
    """The SQL that installs every mark on "sqlite" or "postgresql"."""
    for mark in marks():
        name = f"{prefix}_mark_{mark.name}_{mark.event.split()[0].lower()}"
        insert = "INSERT INTO metrics_unexamined (indicator_id, at) " + mark.select.format(
            row="OLD" if mark.event == "DELETE" else "NEW"
        )
        if vendor == "sqlite":
            yield f"CREATE TRIGGER {name} AFTER {mark.event} ON {mark.table} FOR EACH ROW BEGIN {insert}; END"
        else:
            yield (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN {insert}; RETURN NULL; END $$"
            )
            yield f"CREATE TRIGGER {name} AFTER {mark.event} ON {mark.table} FOR EACH ROW EXECUTE FUNCTION {name}()"
