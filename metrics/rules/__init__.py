"""Contradictions that a machine can see, found for a person to settle.

Rules are pure: they see figures and relations in memory, one indicator at a time, and never the database. All of them
stand in `registry.RULES`; `examine` runs them over a stream of figures.
"""

from .base import SEVERITIES, Case, Finding, Relation, Rule
from .examine import examine
from .facts import changes
from .registry import BY_ID, RULES

__all__ = ["BY_ID", "RULES", "SEVERITIES", "Case", "Finding", "Relation", "Rule", "changes", "examine"]
