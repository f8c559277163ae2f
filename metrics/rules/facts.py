"""What a finding looked at, in a form that can be kept, told apart by a fingerprint, and compared with what came later.

    {"figures": {"41": {"figure": 57, "words": "17,500 visas", "checked": "verified", "newer": "",
                        "stated_on": "2022-04-20", "usual_unit": "visas", "accumulation": "increment",
                        "frequency": "irregular", "members": ["GTM", "HND"]}},
     "replaced": [41],
     "relations": [["component_of", 12, 41]]}

Figures stand under the first of their chain of corrections. A published figure does not change, so its key stands for
its value, period and place; beside it is what may change: the check of its citation, the date of its source, and what
is said of its indicator and group. `words` are for people and are no part of the fingerprint.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator

from .base import Said

NAMES = {
    "checked": "the check of the citation of",
    "newer": "what a newer copy of the source has for",
    "stated_on": "the date of the source of",
    "usual_unit": "the unit of the indicator of",
    "accumulation": "how the indicator accumulates of",
    "frequency": "how often the indicator is reported of",
    "members": "the countries in the group of",
}
RELATIONS = {
    "component_of": "adds up to",
    "subset_of": "lies within",
    "share_of": "is a share of",
    "overlaps": "overlaps",
    "conflicts_with": "conflicts with",
}


def facts_of(said: Said, relations: Iterable[tuple[str, int, int]]) -> dict:
    return {
        "figures": {
            str(case.root): {
                "figure": case.id,
                "words": case.row.words,
                "checked": case.row.verification or "",
                "newer": case.newer,
                "stated_on": case.stated_on.isoformat() if case.stated_on else "",
                "usual_unit": case.usual_unit,
                "accumulation": case.accumulation,
                "frequency": case.frequency,
                "members": sorted(case.members),
            }
            for case in said.cases
        },
        "replaced": [row.figure_id for row in said.beside],
        "relations": [list(relation) for relation in relations],
    }


def fingerprint_of(facts: dict) -> str:
    """Differs where the facts differ, whatever the words in which they are put."""
    figures = {
        root: {name: value for name, value in figure.items() if name != "words"}
        for root, figure in facts["figures"].items()
    }
    return digest({**facts, "figures": figures})[:32]


def key_of(rule_id: str, mark: str, roots: Iterable[int]) -> str:
    """Names a finding in addresses: 16 hexadecimal digits."""
    return digest([rule_id, mark, *roots])[:16]


def digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def changes(before: dict, after: dict) -> list[str]:
    """What has come to differ between the facts of one finding, a phrase each, corrections first."""
    held, now = before["figures"], after["figures"]
    gone = [figure for root, figure in held.items() if root not in now]
    come = [figure for root, figure in now.items() if root not in held]
    return [
        *corrections(held, now),
        *(f"figure {figure['figure']}, {figure['words']}, is no longer part of it" for figure in gone),
        *(f"figure {figure['figure']}, {figure['words']}, has come to it" for figure in come),
        *circumstances(held, now),
        *relations_changed(before, after),
    ]


def corrections(held: dict, now: dict) -> Iterator[str]:
    for root in sorted(held.keys() & now.keys(), key=int):
        if held[root]["figure"] != now[root]["figure"]:
            yield (
                f"figure {held[root]['figure']}, {held[root]['words']}, was corrected to {now[root]['words']}"
                f" (figure {now[root]['figure']})"
            )


def circumstances(held: dict, now: dict) -> Iterator[str]:
    for root in sorted(held.keys() & now.keys(), key=int):
        for name, phrase in NAMES.items():
            old, new = plain(held[root].get(name)), plain(now[root].get(name))
            if old != new:
                yield f"{phrase} figure {now[root]['figure']} went from {old} to {new}"


def plain(value: object) -> str:
    text = ", ".join(value) if isinstance(value, list) else str(value or "")
    return text.replace("_", " ") or "none"


def relations_changed(before: dict, after: dict) -> Iterator[str]:
    held = {tuple(relation) for relation in before["relations"]}
    now = {tuple(relation) for relation in after["relations"]}
    figures = {**before["figures"], **after["figures"]}

    def said(relation: tuple) -> str:
        kind, start, end = relation
        return f"“{figures[str(start)]['words']} {RELATIONS.get(kind, kind)} {figures[str(end)]['words']}”"

    yield from (f"the relation {said(relation)} has ended" for relation in sorted(held - now))
    yield from (f"the relation {said(relation)} was declared" for relation in sorted(now - held))
