"""Loads the fixtures: reference data, and a strategy with its figures, each with its passage.

rows          YAML files into rows that say where they stand; errors that name file, row and field
tables        rows of one model by natural key: created where missing, otherwise left as people have them
catalog       countries, units, organizations, strategy, programs, sources, indicators
publications  figures, milestones and relations: entered as drafts, then published, never changed
errata        known mistakes of sources: recorded, never changed
load          all of it, in order, in one transaction
"""

from .load import FIXTURES, Report, seed
from .rows import RowError, SeedError

__all__ = ["FIXTURES", "Report", "RowError", "SeedError", "seed"]
