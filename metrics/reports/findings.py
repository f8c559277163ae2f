"""Contradictions among the figures in force, for a person to settle: as recorded, and what was said of them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Case, Count, F, IntegerField, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from metrics.models import FigureRelation, FindingFigure, FindingRecord, Settlement, Unexamined
from metrics.models.publication import end_of_day
from metrics.rules import BY_ID, RULES, SEVERITIES, Finding, Rule
from metrics.rules.sentences import worded
from programs.languages import WRITTEN, language, written

from .relations import Endpoint, relation_rows
from .rows import FIGURE_FIELDS, FigureRow, FigureRows

PER_PAGE = 25
# Pages of countries count no further: whoever sees a hundred goes to the list.
MOST = 100
ROWS_AT_ONCE = 500
SEVERITY_WORDS = {"error": _("Error"), "warning": _("Warning"), "notice": _("Notice")}
STATES = {"open": _("Open"), "reopened": _("Reopened"), "settled": _("Settled")}
# What can be asked for: one of them, or whatever wants a person.
UNSETTLED = "unsettled"
ASKED = {UNSETTLED: ("open", "reopened"), **{state: (state,) for state in STATES}, None: tuple(STATES)}
RANKS = {severity: rank for rank, severity in enumerate(SEVERITIES)}
# Gravest first, and the rules of one severity in their own order.
IN_ORDER = sorted(RULES, key=lambda rule: RANKS[rule.severity])


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """What a person said of a finding. `ended_by` is empty where it ended because the figures had changed."""

    key: str
    message: str
    verdict: str
    note: str
    by: str
    at: dt.datetime
    ended_at: dt.datetime | None
    ended_by: str
    ended_reason: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with its figures side by side. `state` is open, settled, or reopened: settled before, and changed.

    `kept` is the message in the words in which it was recorded. `since` is when it was first found; `until` is set
    where no rule finds it any more. `settlement` is the one that holds or, where it was reopened, the one that ended
    last.
    """

    rule: Rule
    key: str
    fingerprint: str
    message: str
    kept: str
    state: str
    since: dt.datetime | None
    until: dt.datetime | None
    figures: list[FigureRow]
    settlement: SettlementRow | None

    @property
    def title(self) -> str:
        return str(self.rule.title)

    @property
    def severity(self) -> str:
        return self.rule.severity

    @property
    def explanation(self) -> str:
        return str(self.rule.explanation)

    @property
    def state_words(self) -> str:
        return str(STATES[self.state])


@dataclass(frozen=True, slots=True)
class FindingsReport:
    """`findings` are those of one page; `total` counts all that fit. The counts are of everything in the country and
    line asked for, whatever the rule, severity and state, so that a filter can say what it would show. They hold only
    what was found. `waiting` is whether something changed that the rules have not looked at yet.
    """

    findings: list[FindingRow]
    total: int
    page: int
    by_rule: dict[str, int]
    by_severity: dict[str, int]
    by_state: dict[str, int]
    waiting: bool
    rules: tuple[Rule, ...] = RULES

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))

    @property
    def unsettled(self) -> list[FindingRow]:
        return [finding for finding in self.findings if finding.state != "settled"]

    @property
    def settled(self) -> list[FindingRow]:
        return [finding for finding in self.findings if finding.state == "settled"]


def state_of(is_settled: bool, was_settled: bool) -> str:
    return "settled" if is_settled else "reopened" if was_settled else "open"


# --- What is recorded ------------------------------------------------------------------------------------------------


def recorded(day: dt.date | None, country: str | None = None, line: int | None = None) -> QuerySet:
    """Findings that held at the end of `day`, of which a figure is of the country (alpha-3) or line (its number)."""
    found = FindingRecord.objects.as_of(day).filter(rule__in=BY_ID)
    if country:
        found = found.concerning(country)
    if line is not None:
        here = FindingFigure.objects.filter(figure__indicator__program__line__number=line)
        found = found.filter(pk__in=here.values("record"))
    return found


def in_state(found: QuerySet, state: str | None) -> QuerySet:
    """Records, made by `with_state`, of a state of ASKED."""
    match state:
        case "unsettled":
            return found.filter(is_settled=False)
        case "open":
            return found.filter(is_settled=False, was_settled=False)
        case "reopened":
            return found.filter(is_settled=False, was_settled=True)
        case "settled":
            return found.filter(is_settled=True)
    return found


def in_reading_order(found: QuerySet) -> QuerySet:
    """Unsettled first, then gravest first; the key ends every tie, so that no page repeats what another shows."""
    ranked = Case(
        *(When(rule=rule.id, then=Value(rank)) for rank, rule in enumerate(IN_ORDER)),
        default=Value(len(IN_ORDER)),
        output_field=IntegerField(),
    )
    return found.order_by(
        "is_settled",
        ranked,
        F("indicator__program__line__number").asc(nulls_last=True),
        "indicator__slug",
        "key",
        "pk",
    )


def report(
    day: dt.date | None,
    country: str | None = None,
    line: int | None = None,
    rule: str | None = None,
    severity: str | None = None,
    state: str | None = None,
    page: int = 1,
) -> FindingsReport | None:
    """A page of what was recorded of `day`, in five queries; None where there is no such page."""
    found = recorded(day, country, line).with_state(day)
    counts = {
        (rule_id, state_of(settled, before)): count
        for rule_id, settled, before, count in found.order_by()
        .values_list("rule", "is_settled", "was_settled")
        .annotate(count=Count("pk"))
    }
    by_rule, by_severity, by_state, total = Counter(), Counter(), Counter(), 0
    wanted = rules_asked(rule, severity)
    for (rule_id, its_state), count in counts.items():
        by_rule[rule_id] += count
        by_severity[BY_ID[rule_id].severity] += count
        by_state[its_state] += count
        total += count if rule_id in wanted and its_state in ASKED.get(state, ()) else 0
    first = (page - 1) * PER_PAGE
    if page > 1 and first >= total:
        return None
    shown = in_reading_order(in_state(found.filter(rule__in=wanted), state))[first : first + PER_PAGE]
    return FindingsReport(
        findings=finding_rows(shown, day),
        total=total,
        page=page,
        by_rule={each: by_rule[each] for each in BY_ID if each in by_rule},
        by_severity={each: by_severity[each] for each in SEVERITIES if each in by_severity},
        by_state={each: by_state[each] for each in STATES if each in by_state},
        waiting=day is None and Unexamined.objects.exists(),
    )


def every_row(
    day: dt.date | None,
    country: str | None = None,
    line: int | None = None,
    rule: str | None = None,
    severity: str | None = None,
    state: str | None = None,
) -> Iterator[FindingRow]:
    """All pages of a report one after another, for files."""
    found = recorded(day, country, line).with_state(day).filter(rule__in=rules_asked(rule, severity))
    records = in_reading_order(in_state(found, state)).iterator(chunk_size=ROWS_AT_ONCE)
    while chunk := list(islice(records, ROWS_AT_ONCE)):
        yield from finding_rows(chunk, day)


def in_a_line(finding: Finding) -> str:
    """What a rule found, with how grave it is, in the language of who reads."""
    return f"{SEVERITY_WORDS[finding.rule.severity]}: {finding.rule.title}. {finding.message}"


def rules_asked(rule: str | None, severity: str | None) -> set[str]:
    return {each.id for each in RULES if rule in (None, each.id) and severity in (None, each.severity)}


def finding_rows(records: Iterable[FindingRecord], day: dt.date | None) -> list[FindingRow]:
    """Records, made by `with_state`, with their figures and what was said of them, in two more queries."""
    records = list(records)
    figures = figures_of([record.pk for record in records], day)
    settlements = {
        settlement.key: settlement
        for settlement in reversed(settlements_of({r.key for r in records if r.was_settled}, day))
    }
    return [
        FindingRow(
            rule=BY_ID[record.rule],
            key=record.key,
            fingerprint=record.fingerprint,
            message=said(record.message, record.sentence, figures[record.pk]),
            kept=record.message,
            state=state_of(record.is_settled, record.was_settled),
            since=record.first_since,
            until=record.until,
            figures=figures[record.pk],
            settlement=settlements.get(record.key),
        )
        for record in records
    ]


def said(message: str, sentence: dict, figures: Iterable[FigureRow]) -> str:
    """What a rule said of these figures, in the reader's language; as it was recorded, where that is not known."""
    if language() != WRITTEN and sentence:
        try:
            return worded(sentence, {row.figure_id: row for row in figures})
        except KeyError:
            pass
    return written(message)


def figures_of(records: list[int], day: dt.date | None) -> dict[int, list[FigureRow]]:
    """The figures that findings concern, in their order."""
    found: dict[int, list[FigureRow]] = defaultdict(list)
    concerned = FindingFigure.objects.filter(record__in=records).order_by("record", "position")
    columns = map(FigureRows(concerned, "figure__", day).source_of, FIGURE_FIELDS)
    for pk, *values in concerned.values_list("record_id", *columns):
        found[pk].append(FigureRow._make(values))
    return found


def settlements_of(keys: Collection[str], day: dt.date | None) -> list[SettlementRow]:
    """What was said of these findings by the end of `day`, newest first."""
    if not keys:
        return []
    said = Settlement.objects.made_by_day(day).filter(key__in=keys).select_related("settled_by", "ended_by")
    return [settlement_row(settlement, day) for settlement in said.order_by("-settled_at", "-pk")]


def settlement_row(said: Settlement, day: dt.date | None) -> SettlementRow:
    ended = said.ended_at is not None and (day is None or said.ended_at < end_of_day(day))
    return SettlementRow(
        key=said.key,
        message=written(said.message),
        verdict=said.get_verdict_display(),
        note=written(said.note),
        by=name_of(said.settled_by),
        at=said.settled_at,
        ended_at=said.ended_at if ended else None,
        ended_by=name_of(said.ended_by) if ended else "",
        ended_reason=written(said.ended_reason) if ended else "",
    )


def name_of(user) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


# --- One finding -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Between:
    """A relation declared between two figures of a finding; `words` lead from one to the other: "lies within"."""

    from_figure: Endpoint
    words: str
    to_figure: Endpoint
    note: str


@dataclass(frozen=True, slots=True)
class FindingPage:
    """A finding with the relations declared between its figures, and all that was said of it, newest first."""

    finding: FindingRow
    relations: list[Between]
    history: list[SettlementRow]

    @property
    def is_found(self) -> bool:
        """Whether the rule still finds it; `finding.until` says since when it does not."""
        return self.finding.until is None


def finding_report(key: str, day: dt.date | None) -> FindingPage | None:
    """The finding of this key as of `day`, or as it last stood by then; None where there never was one."""
    records = FindingRecord.objects.filter(key=key, rule__in=BY_ID).with_state(day)
    record = records.as_of(day).order_by("-since", "-pk").first()
    if record is not None:
        # When it will end, if that is known, is of no interest yet.
        record.until = None
    else:
        gone = records.filter(until__lt=end_of_day(day or dt.date.max))
        record = gone.order_by("-until", "-pk").first()
    if record is None:
        return None
    (row,) = finding_rows([record], day)
    ids = {figure.figure_id for figure in row.figures}
    between = [
        Between(relation.from_figure, str(FigureRelation.Kind(relation.kind).label), relation.to_figure, relation.note)
        for relation in relation_rows(ids, day)
        if relation.from_figure.figure_id in ids and relation.to_figure.figure_id in ids
    ]
    return FindingPage(finding=row, relations=between, history=settlements_of({key}, day) if record.was_settled else [])


# --- On other pages --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FindingLink:
    """A finding that concerns a figure, on the figure's own page."""

    key: str
    title: str
    severity: str
    message: str
    state: str


def findings_of_figure(figure_id: int, day: dt.date | None) -> list[FindingLink]:
    """The findings on `day` that concern a figure, unsettled ones first, in one query; in Spanish in two."""
    found = list(in_reading_order(recorded(day).filter(figures=figure_id).with_state(day)))
    # The words of a message in another language are those of the figures it speaks of.
    figures = figures_of([record.pk for record in found], day) if found and language() != WRITTEN else {}
    return [
        FindingLink(
            record.key,
            str(BY_ID[record.rule].title),
            BY_ID[record.rule].severity,
            said(record.message, record.sentence, figures.get(record.pk, ())),
            state_of(record.is_settled, record.was_settled),
        )
        for record in found
    ]


def open_count(day: dt.date | None, country: str | None = None) -> Coalesce:
    """How many findings on `day` nobody has settled, as an expression, for pages that have no query to spare.

    Of a country (alpha-3) no further than MOST + 1, or of all.
    """
    found = recorded(day, country).open(day).order_by()
    if country:
        found = FindingRecord.objects.filter(pk__in=found.values("pk")[: MOST + 1]).order_by()
    found = found.annotate(one=Value(1)).values("one")
    return Coalesce(Subquery(found.annotate(count=Count("pk")).values("count")), 0)
