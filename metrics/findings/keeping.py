"""Keeping what the rules found, for pages to read: FindingRecord is derived data, as CurrentFigure is.

Triggers note which indicators changed and from which instant it counts (metrics/marking.py); `refresh` looks at these
alone. Actions call it in their transaction, so that what they publish and what is found in it appear together; after
other changes the middleware calls it, and commands do at their end.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone, translation

from metrics.models import (
    CitationCheck,
    DataVersion,
    Figure,
    FigureRelation,
    FindingFigure,
    FindingRecord,
    Settlement,
    Unexamined,
)
from metrics.rules import Finding, changes

from .cases import NOW, RELATED, Moment, examined

INDICATORS_AT_ONCE = 200
ROWS_AT_ONCE = 5000
# Marks an indicator of which everything has to be found anew.
EVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def refresh() -> int:
    """Has the rules look again at every indicator that changed; returns how many those were."""
    # Asked outside the transaction, which on SQLite would keep all other writers waiting.
    return work_off() if Unexamined.objects.exists() else 0


@transaction.atomic
def work_off() -> int:
    # One at a time: each has to see the records of the one before.
    DataVersion.objects.select_for_update().get(pk=1)
    marks = list(Unexamined.objects.values_list("pk", "indicator_id", "at"))
    for chunk in chunks([pk for pk, _, _ in marks], ROWS_AT_ONCE):
        Unexamined.objects.filter(pk__in=chunk).delete()
    instants: dict[int, set[dt.datetime]] = defaultdict(set)
    for _, indicator, at in marks:
        instants[indicator].update({at} - {None})
    parts = parts_of_wholes(instants)
    for whole, indicators in parts.items():
        for part in indicators & instants.keys():
            instants[whole].update(instants[part])
    newest = newest_facts({*instants, *(part for found in parts.values() for part in found)})
    now = timezone.now()
    at_once: dict[dt.datetime, list[int]] = defaultdict(list)
    with translation.override(settings.LANGUAGE_CODE):
        # What is kept is kept in one language, whoever publishes.
        for indicator, since in sorted(instants.items()):
            latest = max(newest.get(i, EVER) for i in (indicator, *parts.get(indicator, ())))
            if not since:
                at_once[now].append(indicator)
            elif len(since) == 1 and latest <= min(since):
                at_once[min(since)].append(indicator)
            else:
                replay(indicator)
        for at, indicators in sorted(at_once.items()):
            for chunk in chunks(indicators, INDICATORS_AT_ONCE):
                apply(chunk, examined(NOW, indicators=set(chunk)), at)
    return len(instants)


def refresh_all() -> int:
    """Has the rules look again at every indicator: after a change of the rules themselves, for instance."""
    measured = Figure.objects.ever_published().order_by().values_list("indicator_id", flat=True).distinct()
    recorded = FindingRecord.objects.order_by().values_list("indicator_id", flat=True).distinct()
    Unexamined.objects.bulk_create(
        [Unexamined(indicator_id=pk) for pk in sorted({*measured, *recorded})], batch_size=ROWS_AT_ONCE
    )
    return refresh()


def chunks(items: list, size: int) -> Iterator[list]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def parts_of_wholes(indicators: Collection[int]) -> dict[int, set[int]]:
    """For each of these indicators, and each that a figure of theirs is or was part of: the indicators of its parts."""
    related = FigureRelation.objects.filter(kind__in=RELATED).order_by()
    wholes = set(indicators)
    found: dict[int, set[int]] = defaultdict(set)
    for chunk in chunks(sorted(indicators), INDICATORS_AT_ONCE):
        wholes.update(
            related.filter(from_figure__indicator__in=chunk).values_list("to_figure__indicator", flat=True).distinct()
        )
    for chunk in chunks(sorted(wholes), INDICATORS_AT_ONCE):
        pairs = related.filter(to_figure__indicator__in=chunk)
        for whole, part in pairs.values_list("to_figure__indicator", "from_figure__indicator").distinct():
            found[whole].add(part)
    return found


def newest_facts(indicators: Collection[int]) -> dict[int, dt.datetime]:
    """When something was last published, ended or declared among the figures of each indicator."""
    found: dict[int, dt.datetime] = {}
    for chunk in chunks(sorted(indicators), INDICATORS_AT_ONCE):
        figures = Figure.objects.ever_published().filter(indicator__in=chunk).order_by().values_list("indicator")
        rows = list(figures.annotate(Max("published_at"), Max("ended_at")))
        for end in ("from_figure__indicator", "to_figure__indicator"):
            related = FigureRelation.objects.filter(**{f"{end}__in": chunk}).order_by().values_list(end)
            rows += related.annotate(Max("declared_at"), Max("ended_at"))
        for indicator, *instants in rows:
            found[indicator] = max(found.get(indicator, EVER), *(at for at in instants if at))
    return found


# --- Recording -------------------------------------------------------------------------------------------------------


def apply(indicators: Collection[int], findings: Iterable[Finding], at: dt.datetime, *, last: bool = True) -> None:
    """Makes what is recorded of these indicators from `at` on what was found; `last` unless later instants follow."""
    wanted: dict[tuple, tuple[Finding, dt.datetime]] = {}
    for finding in findings:
        since = max(at, start_of(finding.first_day) or at)
        until = start_of(finding.until_day)
        if until is None or since < until:
            wanted[finding.key, finding.fingerprint, finding.message, True, until] = (finding, since)
    standing = FindingRecord.objects.filter(indicator__in=indicators).filter(Q(until__isnull=True) | Q(until__gt=at))
    columns = ("pk", "first_since", "key", "fingerprint", "message", "sentence", "until")
    held = {
        (*named, bool(sentence), until): (pk, first)
        for pk, first, *named, sentence, until in standing.values_list(*columns)
    }
    first_found = {named[0]: first for named, (_, first) in held.items() if named not in wanted}
    gone = FindingRecord.objects.filter(pk__in=[pk for named, (pk, _) in held.items() if named not in wanted])
    # What would end before it began was never true.
    gone.filter(since__gte=at).delete()
    gone.update(until=at)
    new = [(finding, since) for named, (finding, since) in wanted.items() if named not in held]
    record(new, first_found)
    if last:
        reopen_changed([finding for finding, _ in wanted.values()], at)


def start_of(day: dt.date | None) -> dt.datetime | None:
    return day and dt.datetime.combine(day, dt.time.min, tzinfo=dt.UTC)


def record(found: list[tuple[Finding, dt.datetime]], first_found: dict[str, dt.datetime]) -> None:
    """New records, each with the instant from which it holds; `first_found` are those whose facts have changed."""
    records = FindingRecord.objects.bulk_create(
        [
            FindingRecord(
                rule=finding.rule.id,
                key=finding.key,
                fingerprint=finding.fingerprint,
                message=finding.message,
                sentence=finding.sentence.kept,
                facts=finding.facts,
                indicator_id=finding.indicator_id,
                first_since=min(since, first_found.get(finding.key, since)),
                since=since,
                until=start_of(finding.until_day),
            )
            for finding, since in found
        ],
        batch_size=ROWS_AT_ONCE,
    )
    FindingFigure.objects.bulk_create(
        [
            FindingFigure(record=record, figure_id=figure_id, position=position)
            for record, (finding, _) in zip(records, found, strict=True)
            for position, figure_id in enumerate(dict.fromkeys(row.figure_id for row in finding.figures))
        ],
        batch_size=ROWS_AT_ONCE,
    )


def reopen_changed(findings: list[Finding], at: dt.datetime) -> None:
    """Ends the settlements of findings that look at other facts than the person did who settled them."""
    by_key = {finding.key: finding for finding in findings}
    for chunk in chunks(list(by_key), ROWS_AT_ONCE):
        for settlement in Settlement.objects.as_of(None).filter(key__in=chunk):
            finding = by_key[settlement.key]
            if settlement.fingerprint != finding.fingerprint:
                changed = changes(settlement.facts, finding.facts) or ["the rule looks at other things now"]
                Settlement.objects.filter(pk=settlement.pk).update(
                    ended_at=max(at, settlement.settled_at), ended_reason=f"Changed since: {'; '.join(changed)}."
                )


def replay(indicator: int) -> None:
    """Finds everything about an indicator anew, instant by instant: where facts count from before others known already.

    What is said of sources, indicators and groups is taken as it is now.
    """
    FindingRecord.objects.filter(indicator=indicator).delete()
    instants = sorted(instants_of(indicator))
    for at in instants:
        moment = Moment(instant=at)
        if at == instants[-1]:
            moment = NOW
        apply([indicator], examined(moment, indicators={indicator}), at, last=moment == NOW)


def instants_of(indicator: int) -> set[dt.datetime]:
    """When figures of an indicator, or parts of them, were published or ended, relations declared or ended, and
    citations checked.
    """
    related = FigureRelation.objects.filter(
        Q(from_figure__indicator=indicator) | Q(to_figure__indicator=indicator)
    ).order_by()
    figures = Figure.objects.ever_published().order_by()
    rows = [
        *related.values_list("declared_at", "ended_at"),
        *figures.filter(indicator=indicator).values_list("published_at", "ended_at"),
        *figures.filter(
            pk__in=related.filter(to_figure__indicator=indicator, kind__in=RELATED).values("from_figure")
        ).values_list("published_at", "ended_at"),
        *CitationCheck.objects.filter(is_state=True, citation__figures__in=figures.filter(indicator=indicator))
        .order_by()
        .values_list("checked_at"),
    ]
    return {at for row in rows for at in row if at}
