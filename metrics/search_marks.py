"""Triggers that note which documents of the search have to be made again, whatever changed their rows.

Each writes rows of `Unindexed`; `searching.keeping.refresh` works them off. Installed with the guards.
"""

from collections.abc import Iterator
from typing import NamedTuple

from .triggers import Dialect

PROGRAMS_OF = "SELECT 'program', CAST(p.program_id AS text) FROM programs_participation p WHERE p.organization_id = "


class Mark(NamedTuple):
    """On `table`: what to select for `{row}`, the row that changed, as kind and key; `columns` of an update, or any."""

    name: str
    table: str
    select: str
    columns: str = ""
    events: tuple[str, ...] = ("INSERT", "UPDATE", "DELETE")


def own(kind: str, key: str = "id") -> str:
    return f"SELECT '{kind}', CAST({{row}}.{key} AS text)"


MARKS = [
    Mark("country", "programs_country", own("country", "code")),
    Mark("group", "programs_countrygroup", own("group")),
    Mark("members", "programs_countrygroup_members", own("group", "countrygroup_id")),
    Mark("line", "programs_lineofaction", own("line")),
    Mark("program", "programs_program", own("program")),
    Mark("program_countries", "programs_program_countries", own("program", "program_id")),
    Mark("participation", "programs_participation", own("program", "program_id")),
    Mark("organization", "programs_organization", own("organization")),
    Mark(
        "organization_programs",
        "programs_organization",
        PROGRAMS_OF + "{row}.id",
        "name, acronym, name_es, acronym_es",
        ("UPDATE",),
    ),
    Mark("indicator", "metrics_indicator", own("indicator")),
    Mark(
        "program_indicators",
        "programs_program",
        "SELECT 'indicator', CAST(i.id AS text) FROM metrics_indicator i WHERE i.program_id = {row}.id",
        "name, name_es",
        ("UPDATE",),
    ),
    Mark(
        "unit_indicators",
        "metrics_unit",
        "SELECT 'indicator', CAST(i.id AS text) FROM metrics_indicator i WHERE i.unit_id = {row}.id",
        "singular, plural, singular_es, plural_es, also_called",
        ("UPDATE",),
    ),
    Mark("source", "metrics_source", own("source")),
]


def statements(write: Dialect) -> Iterator[str]:
    """The SQL that installs every mark."""
    for mark in MARKS:
        for event in mark.events:
            row = "OLD" if event == "DELETE" else "NEW"
            insert = f"INSERT INTO metrics_unindexed (kind, key) {mark.select.format(row=row)}"
            of = f" OF {mark.columns}" if mark.columns else ""
            yield from write.follow(f"search_{mark.name}_{event.lower()}", event + of, mark.table, "", insert)
