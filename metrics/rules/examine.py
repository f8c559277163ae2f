"""Runs the rules over a stream of figures."""

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby

from .base import Case, Declared, Finding, Related, Relation, Rule, Said, Together
from .facts import facts_of, fingerprint_of, key_of
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
    cases: Iterable[Case],
    relations: Iterable[Relation],
    day: dt.date | None = None,
    rules: Sequence[Rule] = RULES,
    home: Container[int] | None = None,
) -> Iterator[Finding]:
    """Findings of `rules` on figures in force, which come ordered by indicator, and the relations in force.

    `day` keeps what holds on that day; None keeps all, what is yet to come too. `home` are the indicators whose
    findings are wanted; figures of others only stand in for what they are related to. Holds the figures of one
    indicator at a time, the keys of all relations, and those figures that wait for one of another indicator. Relations
    with figures outside the stream are passed over.
    """
    declared = Declared(relations)
    gathering = Gathering(declared)
    by_scope = {scope: [rule for rule in rules if rule.scope == scope] for scope in ("figure", "indicator", "related")}
    found: Iterator[tuple[Rule, Case, Said]]
    for indicator_id, group in groupby(cases, key=lambda case: case.row.indicator_id):
        together = Together(list(group), declared)
        found = said_of(together, by_scope, gathering, home is None or indicator_id in home)
        for rule, owner, said in found:
            if home is None or owner.row.indicator_id in home:
                finding = finding_of(rule, owner, said, declared)
                if day is None or finding.holds_on(day):
                    yield finding


def said_of(
    together: Together, by_scope: dict[str, list[Rule]], gathering: Gathering, at_home: bool
) -> Iterator[tuple[Rule, Case, Said]]:
    """What the rules say of the figures of one indicator, and of those that waited for one of them; whose it is."""
    for case in together.cases:
        if at_home:
            for rule in by_scope["figure"]:
                for said in rule.check(case):
                    yield rule, case, said
        for related in gathering.take(case):
            for rule in by_scope["related"]:
                for said in rule.check(related):
                    yield rule, related.whole, said
    if at_home:
        for rule in by_scope["indicator"]:
            for said in rule.check(together):
                yield rule, together.cases[0], said


def finding_of(rule: Rule, owner: Case, said: Said, declared: Declared) -> Finding:
    facts = facts_of(said, declared.between(said.cases))
    about = said.cases if said.about is None else said.about
    return Finding(
        rule=rule,
        sentence=said.sentence,
        figures=[*(case.row for case in said.cases), *said.beside],
        key=key_of(rule.id, said.mark, sorted(case.root for case in about)),
        fingerprint=fingerprint_of(facts),
        facts=facts,
        indicator_id=owner.row.indicator_id,
        first_day=said.first_day,
        until_day=said.until_day,
    )
