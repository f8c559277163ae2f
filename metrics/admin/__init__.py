"""The staff side: the desk where figures are entered, reviewed and published. One noun a module."""

from . import (
    assignment,
    citation,
    erratum,
    figure,
    indicator,
    job,
    milestone,
    relation,
    reminder,
    settlement,
    source,
    update,
)

__all__ = [
    "assignment",
    "citation",
    "erratum",
    "figure",
    "indicator",
    "job",
    "milestone",
    "relation",
    "reminder",
    "settlement",
    "source",
    "update",
]
