"""Rules over figures that a person has declared to belong together."""

from collections import defaultdict

from metrics.reports.rows import FigureRow
from metrics.statements import Quantity, agrees, total
from programs.languages import noop

from .base import EXTENSIVE, Case, Related, Said, Says, surely_larger
from .sentences import Sentence


def parts_and_total(related: Related) -> Says:
    whole, parts = related.whole, related.of_kind("component_of")
    if not parts or whole.row.value is None or any(not same_unit(part, whole) for part in parts):
        return
    if not contradicts(parts, whole):
        return
    # A total may be divided twice, by sex and by age: each division adds up by itself.
    for by, division in divisions(parts, whole).items():
        if contradicts(division, whole):
            known = [part for part in division if part.row.value is not None]
            yield Said(
                Sentence(
                    noop("%(whole_label)s: %(known_words)s make %(sum)s, but the total is stated as %(whole_side)s."),
                    whole_label=whole.row,
                    known_words=[part.row for part in known],
                    sum=(sum_of(known), whole.row),
                    whole_side=whole.row,
                ),
                [whole, *division],
                about=[whole],
                mark="|".join(str(part) for part in by),
            )


def divisions(parts: list[Case], whole: Case) -> dict[tuple, list[Case]]:
    """The parts by how they divide the whole: by which breakdown, over indicators, over time, over places."""
    found = defaultdict(list)
    for part in parts:
        by = (
            part.breakdown,
            part.row.indicator_id != whole.row.indicator_id,
            part.period != whole.period,
            part.row.place_key != whole.row.place_key,
        )
        found[by].append(part)
    return found


def contradicts(parts: list[Case], whole: Case) -> bool:
    """Whether the parts cannot add up to the whole. Where one is missing, only too large a sum can be told."""
    known = [part for part in parts if part.row.value is not None]
    if not known:
        return False
    added = sum_of(known)
    if len(known) == len(parts):
        return not agrees(added, whole.row.quantity)
    return all(part.row.value >= 0 for part in known) and whole.near.lies_below(added.vicinity())


def sum_of(cases: list[Case]) -> Quantity:
    return total(case.row.quantity for case in cases)


def subset_and_set(related: Related) -> Says:
    yield from larger_than(
        related,
        "subset_of",
        noop("%(a_label)s, %(a_side)s, lies within %(b_label)s, %(b_side)s, and yet it is the larger of the two."),
    )


def share_and_base(related: Related) -> Says:
    yield from larger_than(
        related,
        "share_of",
        noop("%(a_label)s, %(a_side)s, is a share of %(b_label)s, %(b_side)s, and yet it is the larger of the two."),
    )


def larger_than(related: Related, kind: str, text: str) -> Says:
    whole = related.whole
    for part in related.of_kind(kind):
        if part.row.value is None or whole.row.value is None or not measured_alike(part, whole):
            continue
        if surely_larger(part, whole):
            yield Said(
                Sentence(text, **both(part, whole)),
                [part, whole],
            )


def both(a: Case, b: Case) -> dict[str, FigureRow]:
    return {"a_label": a.row, "a_side": a.row, "b_label": b.row, "b_side": b.row}


def related_units(related: Related) -> Says:
    whole = related.whole
    for kind, part in related.parts:
        if kind == "share_of" and part.row.unit_kind not in EXTENSIVE:
            continue
        if same_unit(part, whole) if kind == "component_of" else measured_alike(part, whole):
            continue
        yield Said(
            Sentence(
                noop(
                    "%(a_label)s, %(a_side)s, and %(b_label)s, %(b_side)s, are related, but one is in %(a_unit)s and"
                    " the other in %(b_unit)s."
                ),
                **both(part, whole),
                a_unit=part.row,
                b_unit=whole.row,
            ),
            [part, whole],
            mark=kind,
        )


def same_unit(a: Case, b: Case) -> bool:
    return a.row.unit_code == b.row.unit_code


def measured_alike(a: Case, b: Case) -> bool:
    """Whether their values can be compared: both count something, or both are money of one currency."""
    return a.row.unit_kind == b.row.unit_kind in EXTENSIVE and a.row.currency == b.row.currency
