"""Rules over the statements of one indicator: rivals, and figures that follow one another."""

from decimal import Decimal

from metrics.reports.rows import FigureRow
from programs.languages import noop

from .base import Case, Said, Says, Together, disagree, surely_larger
from .sentences import Sentence

# How far from a power of ten a jump may be, and from which jump on it counts whatever its digits.
SLACK = Decimal("1.25")
ENORMOUS = 500
# Below it, a count may well grow tenfold.
SMALL = 100
# A finding shows this many figures beside one another.
SHOWN = 20


def rivals(together: Together) -> Says:
    for leader, *others in together.identities:
        others = [
            other
            for other in others
            if other.row.unit_code == leader.row.unit_code and not together.declared.relates(leader, other)
        ]
        against = [other for other in others if disagree(leader, other)]
        if against:
            yield say_rivals(leader, against)
        elif len(others) > 1 and (pair := farthest_apart(others)):
            yield say_rivals(pair[0], [pair[1]])


def say_rivals(leader: Case, others: list[Case]) -> Said:
    """About the identity: another rival that comes along makes it no other finding."""
    row = leader.row
    return Said(
        Sentence(
            noop("%(label)s: %(side)s against %(others_side)s."),
            label=row,
            side=row,
            others_side=[other.row for other in others],
        ),
        [leader, *others],
        about=[],
        mark="|".join(str(part) for part in (row.indicator_id, *leader.identity)),
    )


def farthest_apart(cases: list[Case]) -> tuple[Case, Case] | None:
    """Two that disagree, if any do: what bounds highest from below against what bounds lowest from above."""
    below = [case for case in cases if case.near.low is not None]
    above = [case for case in cases if case.near.high is not None]
    if not below or not above:
        return None
    highest = max(below, key=lambda case: (case.near.low, not case.near.low_inclusive))
    lowest = min(above, key=lambda case: (case.near.high, case.near.high_inclusive))
    return (lowest, highest) if disagree(lowest, highest) else None


def power_of_ten(together: Together) -> Says:
    for before, after in together.consecutive():
        if is_jump(before, after):
            yield Said(
                Sentence(
                    noop(
                        "%(label)s: %(before_side)s is followed by %(after_side)s, as if by a slip in the scale"
                        " (million for billion) or a zero too many or too few."
                    ),
                    label=before.row,
                    before_side=before.row,
                    after_side=after.row,
                ),
                [before, after],
            )


def is_jump(before: Case, after: Case) -> bool:
    if before.accumulation == "increment" and not last_alike(before, after):
        return False
    small, large = sorted((before.row.value, after.row.value))
    if small <= 0 or large < SMALL:
        return False
    times = large / small
    if times >= ENORMOUS:
        return True
    nearest = Decimal(10) if times < 32 else Decimal(100)
    return nearest / SLACK <= times <= nearest * SLACK


def last_alike(a: Case, b: Case) -> bool:
    """Whether what adds up in one period may be compared with what adds up in the other."""
    if None in (*a.period, *b.period):
        return a.period == b.period
    shorter, longer = sorted((case.row.period_end - case.row.period_start).days + 1 for case in (a, b))
    return longer <= 2 * shorter


def fallen_total(together: Together) -> Says:
    for before, after in together.consecutive():
        if (
            before.accumulation == "running_total"
            and before.row.role in ("actual", "commitment")
            # A count that starts anew begins at another date.
            and before.row.period_start == after.row.period_start
            and before.reference_date < after.reference_date
            and surely_larger(before, after)
        ):
            yield Said(
                Sentence(
                    noop("%(label)s is a running total, and yet %(before_side)s is followed by %(after_side)s."),
                    label=before.row,
                    before_side=before.row,
                    after_side=after.row,
                ),
                [before, after],
            )


def these(cases: list[Case]) -> FigureRow | Sentence:
    """The first, and how many others there are."""
    first, *others = cases
    if not others:
        return first.row
    return Sentence(noop("%(side)s and %(count)s more"), side=first.row, count=len(others))


def units(together: Together) -> Says:
    usual = next((case for case in together.cases if case.row.unit_code == case.usual_unit), None)
    others: dict[str, list[Case]] = {}
    for case in together.cases:
        if case.row.unit_code != case.usual_unit:
            others.setdefault(case.row.unit_code, []).append(case)
    for cases in others.values():
        first = cases[0]
        text = noop("%(label)s: %(these_side)s in %(unit)s, where the indicator is measured in %(usual)s.")
        told: dict = {"usual": first.usual_unit}
        if usual:
            text = noop(
                "%(label)s: %(these_side)s in %(unit)s, where the indicator is measured in %(usual_unit)s, beside"
                " %(usual_side)s."
            )
            told = {"usual_unit": usual.row, "usual_side": usual.row}
        yield Said(
            Sentence(text, label=first.row, these_side=these(cases), unit=first.row, **told),
            [*([usual] if usual else []), *cases[:SHOWN]],
            about=[],
            mark=f"{first.row.indicator_id}|{first.row.unit_code}",
        )
