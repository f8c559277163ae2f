"""What the rules find when they are run over everything: for the command, and to hold the records against."""

import datetime as dt
from collections.abc import Collection

from metrics.models import FindingRecord, Settlement
from metrics.reports.findings import RANKS, FindingRow, settlements_of, state_of
from metrics.rules import BY_ID, RULES, Finding

from .cases import Moment, examined, members_of_groups, today

ORDER = {rule.id: position for position, rule in enumerate(RULES)}


def found(
    day: dt.date | None, country: str | None = None, line: int | None = None, rule: str | None = None
) -> list[FindingRow]:
    """What the rules find among the figures in force on `day`, gravest first, whatever is recorded.

    `country` (alpha-3) and `line` (its number) keep findings of which a figure is theirs. A rule runs over all figures
    whatever is asked for, since a contradiction may have its other side elsewhere.
    """
    rules = RULES if rule is None else (BY_ID[rule],)
    groups = members_of_groups()
    kept = [
        finding
        for finding in examined(Moment(day), rules=rules, on=day or today())
        if (
            not country
            or any(country in row.countries or country in groups.get(row.group_slug, ()) for row in finding.figures)
        )
        and (line is None or any(row.line_number == line for row in finding.figures))
    ]
    kept.sort(key=reading_order)
    return with_states(kept, day)


def reading_order(finding: Finding) -> tuple:
    first = finding.figures[0]
    line = (first.line_number is None, first.line_number or 0)
    return RANKS[finding.rule.severity], ORDER[finding.rule.id], line, first.indicator_slug, finding.key


def with_states(findings: Collection[Finding], day: dt.date | None) -> list[FindingRow]:
    """With what people said of them, in two queries."""
    said = Settlement.objects.made_by_day(day).values_list("key", flat=True)
    keys = {finding.key for finding in findings} & set(said)
    in_force = (
        set(Settlement.objects.as_of(day).filter(key__in=keys).values_list("key", "fingerprint")) if keys else set()
    )
    newest = {row.key: row for row in reversed(settlements_of(keys, day))}
    return [
        FindingRow(
            rule=finding.rule,
            key=finding.key,
            fingerprint=finding.fingerprint,
            message=finding.message,
            kept=finding.message,
            state=state_of((finding.key, finding.fingerprint) in in_force, finding.key in keys),
            since=None,
            until=None,
            figures=finding.figures,
            settlement=newest.get(finding.key),
        )
        for finding in findings
    ]


def differences() -> tuple[list[Finding], list[FindingRecord]]:
    """What is found now and not recorded, and what is recorded and no longer found."""
    now = {(finding.key, finding.fingerprint): finding for finding in examined(on=today())}
    held = {(record.key, record.fingerprint): record for record in FindingRecord.objects.as_of(None)}
    return (
        [finding for named, finding in now.items() if named not in held],
        [record for named, record in held.items() if named not in now],
    )
