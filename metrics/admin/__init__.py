"""The staff side: the desk where figures are entered, reviewed and published. One noun a module."""

from . import erratum, figure, indicator, milestone, relation, source, update

__all__ = ["erratum", "figure", "indicator", "milestone", "relation", "source", "update"]
