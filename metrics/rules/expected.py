"""Rules over what was to come: targets, and the next report."""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from programs.languages import noop

from .base import Case, Said, Says, Together, surely_larger
from .sentences import Sentence

# Months from one report to the next.
MONTHS = {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}

# Days that a report may take after the period it covers. Partners have 30 days, and 90 for a year (2 CFR
# 200.329(c)(1)); the agency gets 60 more to check and to publish, which for a year makes the 150 days of 31 U.S.C.
# 1116(b). A monthly report cannot take longer than a month and a half.
GRACE = {"monthly": 45, "quarterly": 90, "semiannual": 90, "annual": 150}

# A finding shows this many figures beside one another.
SHOWN = 20


def beyond_target(together: Together) -> Says:
    """The newest actual figure of each target's time that lies beyond it; later ones say what earlier ones said."""
    by_series = defaultdict(list)
    for case in together.valued:
        row = case.row
        by_series[row.place_key, row.category_slug, row.unit_code].append(case)
    for cases in by_series.values():
        targets = [case for case in cases if case.row.role == "target"]
        actuals = [case for case in cases if case.row.role == "actual"] if targets else []
        for target in targets:
            beyond = [actual for actual in actuals if counts_for(actual, target) and is_beyond(actual, target)]
            if beyond:
                newest = max(beyond, key=lambda case: (case.reference_date, case.id))
                text = (
                    noop("%(label)s: %(newest_side)s is less than its target, %(target_side)s.")
                    if target.row.direction == "lower"
                    else noop("%(label)s: %(newest_side)s is more than its target, %(target_side)s.")
                )
                yield Said(
                    Sentence(text, label=target.row, newest_side=newest.row, target_side=target.row),
                    [newest, target],
                    about=[target],
                )


def is_beyond(actual: Case, target: Case) -> bool:
    return surely_larger(target, actual) if target.row.direction == "lower" else surely_larger(actual, target)


def counts_for(actual: Case, target: Case) -> bool:
    """Whether the actual figure speaks of the target's time: its period lies in it, or its date, where one is open."""
    start, end = target.period
    first, last = actual.row.period_start or actual.reference_date, actual.row.period_end or actual.reference_date
    return (start is None or start <= first) and (end is None or last <= end)


def overdue(together: Together) -> Says:
    """One finding for an indicator of which nothing new came in time; else one for each series that was left behind.

    Only what was ever reported can be overdue: a country that never was, is not. It holds from the day after the grace.
    """
    latest = latest_reports(together)
    if not latest:
        return
    due = {case.id: due_on(case) for case in latest}
    newest = max(latest, key=lambda case: (case.reference_date, case.id))
    frequency = newest.frequency
    yield Said(
        Sentence(
            noop(
                "%(name)s: reported %(frequency)s, and yet nothing newer was published than %(newest_side)s; a report"
                " was due by %(due)s."
            ),
            name=newest.row,
            frequency=FREQUENCIES[frequency],
            newest_side=newest.row,
            due=due[newest.id],
        ),
        [newest],
        about=[],
        mark=f"{newest.row.indicator_id}",
        first_day=due[newest.id] + dt.timedelta(days=1),
    )
    for behind in latest:
        if due[behind.id] < due[newest.id]:
            yield Said(
                Sentence(
                    noop(
                        "%(label)s: reported %(frequency)s and up to %(reported)s elsewhere, but nothing newer than"
                        " %(side)s; a report was due by %(due)s."
                    ),
                    label=behind.row,
                    frequency=FREQUENCIES[frequency],
                    reported=newest.reference_date,
                    side=behind.row,
                    due=due[behind.id],
                ),
                [behind],
                about=[],
                mark="|".join(str(part) for part in (behind.row.indicator_id, *behind.identity[:3])),
                first_day=due[behind.id] + dt.timedelta(days=1),
                # From then on the finding about the whole indicator says it.
                until_day=due[newest.id] + dt.timedelta(days=1),
            )


FREQUENCIES = {
    "monthly": Sentence(noop("monthly")),
    "quarterly": Sentence(noop("quarterly")),
    "semiannual": Sentence(noop("every half year")),
    "annual": Sentence(noop("annually")),
}


def latest_reports(together: Together) -> list[Case]:
    """The last report of each series of actual figures, a missing value being a report too; none where none is due."""
    found: dict[tuple, Case] = {}
    for case in together.cases:
        if case.row.role == "actual":
            held = found.get(case.identity[:3])
            if held is None or (held.reference_date, held.id) < (case.reference_date, case.id):
                found[case.identity[:3]] = case
    # After the last report of a program that has ended none is due, whatever followed the ones before it.
    return [case for case in found.values() if case.frequency in MONTHS]


def due_on(case: Case) -> dt.date:
    """The last day on which the report after this one is in time."""
    return due_after(case.reference_date, case.frequency)


def due_after(reported: dt.date, frequency: str) -> dt.date:
    """The last day on which the report after one of `reported` is in time. `frequency` is one of MONTHS."""
    return add_months(reported, MONTHS[frequency]) + dt.timedelta(days=GRACE[frequency])


def overdue_since(frequency: str, day: dt.date) -> dt.date:
    """The latest date of which the next report is overdue on `day`: on it and on all before, due_after() is past."""
    found = add_months(day - dt.timedelta(days=GRACE[frequency] + 1), -MONTHS[frequency])
    # Months are of different lengths, so the way back may miss it by a few days.
    while due_after(found, frequency) < day:
        found += dt.timedelta(days=1)
    while due_after(found, frequency) >= day:
        found -= dt.timedelta(days=1)
    return found


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month; the month's last day stays the last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return dt.date(year, month + 1, last if is_last else min(day.day, last))


def overlapping_periods(together: Together) -> Says:
    """Figures that add up from period to period and whose periods overlap, so that days would be counted twice."""
    for cases in together.series:
        dated = [case for case in cases if case.accumulation == "increment" and None not in case.period]
        for case, others in overlaps(dated):
            others = [
                other
                for other in others
                if other.row.unit_code == case.row.unit_code and not together.declared.relates(case, other)
            ]
            if others:
                yield Said(
                    Sentence(
                        noop(
                            "%(label)s adds up from period to period, and yet the period of %(side)s overlaps that of"
                            " %(others_side)s."
                        )
                        if len(others) == 1
                        else noop(
                            "%(label)s adds up from period to period, and yet the period of %(side)s overlaps those of"
                            " %(others_side)s."
                        ),
                        label=case.row,
                        side=case.row,
                        others_side=[other.row for other in others],
                    ),
                    [case, *others[:SHOWN]],
                    about=[case],
                )


def overlaps(cases: list[Case]) -> Iterator[tuple[Case, list[Case]]]:
    """Each figure with those that start in its period, the longest first where several start at once."""
    ordered = sorted(cases, key=lambda case: (case.row.period_start, -case.row.period_end.toordinal(), case.id))
    for position, case in enumerate(ordered):
        later = []
        for other in ordered[position + 1 :]:
            if other.row.period_start > case.row.period_end:
                break
            later.append(other)
        if later:
            yield case, later
