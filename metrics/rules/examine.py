"""Runs the rules over a stream of figures."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from .base import Case, Declared, Finding, Related, Relation, Rule, Says, Together
from .registry import RULES

RELATED = ("component_of", "subset_of", "share_of")


class Gathering:
    """Brings together figures that a relation joins, wherever in the stream they stand.

    It holds a figure only until the last one related to it has come.
    """

    def __init__(self, declared: Declared):
        self._incoming = {
            to_id: kept
            for to_id, relations in declared.incoming.items()
            if (kept := [relation for relation in relations if relation.kind in RELATED])
        }
        self._awaited: dict[int, int] = {}
        self._bundles_of: dict[int, list[int]] = defaultdict(list)
        for to_id, relations in self._incoming.items():
            members = {to_id, *(relation.from_id for relation in relations)}
            self._awaited[to_id] = len(members)
            for member in members:
                self._bundles_of[member].append(to_id)
        self._held: dict[int, Case] = {}
        self._uses = {member: len(bundles) for member, bundles in self._bundles_of.items()}

    def take(self, case: Case) -> Iterator[Related]:
        """Yields what this figure was the last to be awaited for."""
        bundles = self._bundles_of.pop(case.id, None)
        if bundles is None:
            return
        self._held[case.id] = case
        for to_id in bundles:
            self._awaited[to_id] -= 1
            if not self._awaited[to_id]:
                yield self._complete(to_id)

    def _complete(self, to_id: int) -> Related:
        relations = self._incoming.pop(to_id)
        related = Related(self._held[to_id], [(relation.kind, self._held[relation.from_id]) for relation in relations])
        for member in {to_id, *(relation.from_id for relation in relations)}:
            self._uses[member] -= 1
            if not self._uses[member]:
                del self._held[member]
        return related


def examine(
    cases: Iterable[Case], relations: Iterable[Relation], day: dt.date, rules: Sequence[Rule] = RULES
) -> Iterator[Finding]:
    """Findings of `rules` on figures in force, which come ordered by indicator, and the relations in force.

    `day` is what counts as today. Holds the figures of one indicator at a time, the keys of all relations, and those
    figures that wait for one of another indicator. Relations with figures outside the stream are passed over.
    """
    declared = Declared(relations)
    gathering = Gathering(declared)
    by_scope = {scope: [rule for rule in rules if rule.scope == scope] for scope in ("figure", "indicator", "related")}
    for _, group in groupby(cases, key=lambda case: case.row.indicator_id):
        together = Together(list(group), declared, day)
        for case in together.cases:
            for rule in by_scope["figure"]:
                yield from found(rule, rule.check(case, day))
            for related in gathering.take(case):
                for rule in by_scope["related"]:
                    yield from found(rule, rule.check(related))
        for rule in by_scope["indicator"]:
            yield from found(rule, rule.check(together))


def found(rule: Rule, says: Says) -> Iterator[Finding]:
    for message, figures in says:
        yield Finding(rule.id, rule.title, rule.severity, rule.explanation, message, figures)
