"""Rules over figures of one indicator for places that overlap."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from programs.languages import noop

from .base import Case, Said, Says, Together, disagree, lies_within, surely_larger
from .sentences import Sentence

# How long before or after its date a statement without a period may speak of.
AROUND = dt.timedelta(days=365)


def single_and_joint(together: Together) -> Says:
    """A part of a place cannot hold more than the place, in the same time."""
    at_once = defaultdict(list)
    for case in together.valued:
        if case.is_extensive:
            row = case.row
            at_once[row.role, row.category_slug, row.unit_code, case.moment].append(case)
    for cases in at_once.values():
        wide = [case for case in cases if case.row.is_shared]
        for wider in wide:
            for case in cases:
                if lies_within(case, wider) and surely_larger(case, wider):
                    yield Said(
                        Sentence(
                            noop("%(label)s: %(side)s is more than %(wider_side)s, which covers it."),
                            label=case.row,
                            side=case.row,
                            wider_side=wider.row,
                        ),
                        [case, wider],
                    )


def look_alikes(together: Together) -> Says:
    """Statements that a reader may take for one another, and nobody has said how they belong together.

    Two countries' own figures are never alike; one of the two covers several. Their values differ by less than half:
    beyond that nobody takes one for the other.
    """
    alike = defaultdict(list)
    for case in together.valued:
        if case.is_extensive and case.row.value > 0:
            alike[case.row.role, case.row.category_slug, case.row.unit_code].append(case)
    for cases in alike.values():
        if any(case.row.is_shared for case in cases):
            ids = {case.id for case in cases}
            # The total of declared parts speaks for them.
            cases = [case for case in cases if not ids.intersection(together.declared.wholes_of(case))]
            for a, b in at_the_same_time(cases):
                if is_confusing(a, b) and not together.declared.relates(a, b):
                    yield Said(
                        Sentence(
                            noop(
                                "%(label)s: %(a_side)s and %(b_side)s look alike and differ, and no relation says how"
                                " they belong together."
                            ),
                            label=a.row,
                            a_side=a.row,
                            b_side=b.row,
                        ),
                        [a, b],
                    )


def is_confusing(a: Case, b: Case) -> bool:
    if not (a.row.is_shared or b.row.is_shared) or a.row.place_key == b.row.place_key or not overlap(a, b):
        return False
    small, large = sorted((a, b), key=lambda case: case.row.value)
    if 2 * small.row.value <= large.row.value or not disagree(a, b):
        return False
    return not is_natural_part(small, large) and not is_natural_part(large, small)


def overlap(a: Case, b: Case) -> bool:
    return "global" in (a.row.coverage, b.row.coverage) or not a.places.isdisjoint(b.places)


def is_natural_part(part: Case, whole: Case) -> bool:
    """Whether the one is plainly part of the other's place and time, as a country's own figure is of a joint one."""
    within_place = lies_within(part, whole) or part.row.place_key == whole.row.place_key
    if not within_place or not (part.moment == whole.moment or lies_in_period(part, whole)):
        return False
    return (
        part.row.coverage == "single"
        or part.moment != whole.moment
        # Then another rule speaks of it.
        or surely_larger(part, whole)
    )


def lies_in_period(part: Case, whole: Case) -> bool:
    if None in (*part.period, *whole.period):
        return False
    return whole.row.period_start <= part.row.period_start and part.row.period_end <= whole.row.period_end


def span(case: Case) -> tuple[int, int]:
    """The days that a figure may speak of, as ordinals: its period or, where a side is open, around its date."""
    start, end = case.period
    moment = end or case.reference_date
    around = AROUND.days
    if start is None:
        return moment.toordinal() - around, moment.toordinal() + (0 if end else around)
    return start.toordinal(), max(moment, start).toordinal()


def at_the_same_time(cases: list[Case]) -> Iterator[tuple[Case, Case]]:
    """Pairs of figures whose times overlap, from a sweep over time that keeps only those still going on."""
    going_on: list[tuple[int, Case]] = []
    for start, end, case in sorted(((*span(case), case) for case in cases), key=lambda item: (item[0], item[2].id)):
        going_on = [(until, other) for until, other in going_on if until >= start]
        for _, other in going_on:
            yield other, case
        going_on.append((end, case))
