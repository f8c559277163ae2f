"""Words to dates, or a refusal that says why not.

One grammar serves both languages; ``words.py`` turns each into its symbols. Sources of the rules: 31 U.S.C.
1102 for the U.S. fiscal year; "between A and B" and "from A through B" include both ends, as the field uses
them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from metrics.statements.errors import Refused, quote
from metrics.statements.languages import language_code, normalize
from metrics.statements.lexicon import words
from metrics.statements.periods.dating import Dating
from metrics.statements.periods.notes import note
from metrics.statements.periods.period import US_FISCAL_YEAR_START, Period, calendar_year, unstated
from metrics.statements.periods.points import Point, is_year, read_point, skip
from metrics.statements.periods.relative import (
    Anchor,
    days_before,
    read_relative,
    resolve_relative,
    up_to_date,
    weekday_before,
)
from metrics.statements.periods.symbols import Symbol, symbols

#: Longer text is not a period.
MAX_PERIOD_LENGTH = 200

_CONNECTORS = frozenset({"TO", "UNTIL", "DASH", "SLASH"})

#: Said of the moment of speaking as often as of a figure's time.
_IDLE = words("now ahora")

#: What makes an amount of the four digits before it.
_MEASURES = ("%", "perc", "per cent", "pct", "por ciento", "mill", "mil ", "billion", "thousand", "dol", "dól")

#: Before "previous year" they leave open which one: "in any prior year".
_OPEN = words("any each every no some a cualquier cada ningún algún")

_VAGUE = words("early late mid spring summer fall autumn winter principios mediados fines finales")


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """Period words in a longer text, with their place in it.

    ``period`` is ``None`` where the words name a time that cannot be turned into dates; ``reason`` then
    says why.
    """

    start: int
    end: int
    words: str
    period: Period | None
    reason: str = ""


def parse_period(
    text: str,
    language: str = "en",
    document_date: date | None = None,
    fiscal_year_start: int = US_FISCAL_YEAR_START,
) -> Period:
    """The dates that ``text`` states, and nothing but them.

    Empty text is an unstated period. A date without its year, and words such as "last year", are counted
    from ``document_date``, and ``assumption`` says so. :class:`Refused` where the words fix no dates, name
    impossible ones, or need the document's date and have none.
    """
    language = language_code(language)
    if len(text) > MAX_PERIOD_LENGTH:
        raise Refused("That is too long for a period: give only the words that say when.")
    line = normalize(text).strip(' .,;:()"')
    if not line:
        return unstated(text.strip())
    grammar = _Grammar(symbols(line, language), Anchor(language, document_date, fiscal_year_start), line)
    result = grammar.read(0)
    if result is None or skip(grammar.found, result[1]) < len(grammar.found):
        raise Refused(_why_not(grammar.found), words=quote(line))
    return replace(result[0], as_stated=text.strip())


def find_periods(
    text: str,
    language: str = "en",
    document_date: date | None = None,
    fiscal_year_start: int = US_FISCAL_YEAR_START,
) -> list[FoundPeriod]:
    """Every period in normalized ``text``, in order, the longest reading at each place.

    Stricter than :func:`parse_period`: a lone year or month counts only after a word such as "in", because
    "2021" in running text may be an amount.
    """
    language = language_code(language)
    found = [_without_verbs(symbol, language) for symbol in symbols(text, language)]
    grammar = _Grammar(found, Anchor(language, document_date, fiscal_year_start), text, True)
    result: list[FoundPeriod] = []
    index = 0
    while index < len(grammar.found):
        after = index + 1
        if grammar.found[index].kind not in ("?", "FILL"):
            span = grammar.find(index)
            if span:
                result.append(span[0])
                after = span[1]
        index = after
    return result


def _without_verbs(symbol: Symbol, language: str) -> Symbol:
    """English months are capitalized: "may" and "march" in small letters are verbs."""
    if language == "en" and symbol.kind == "MONTH" and symbol.raw[:1].islower():
        return replace(symbol, kind="?")
    return symbol


def _why_not(found: list[Symbol]) -> str:
    kinds = {symbol.kind for symbol in found}
    if any(symbol.raw.lower() in _VAGUE for symbol in found):
        return "“{words}” fixes no dates: give the first and the last day or month."
    if kinds & {"YEARS", "MONTHS", "WEEKS", "DAYS"} and not kinds & {"LAST", "THIS"}:
        return "“{words}” is a length of time and does not say when: give its first or last day."
    if "SLASH" in kinds:
        return "“{words}” can be read in two orders: write the date as 2022-04-13, or with the month's name."
    return "“{words}” is not read as a period: write it as “October 2021”, “FY 2022” or “2021-08-01 to 2021-12-31”."


class _Grammar:
    """Reads a period that starts at a given symbol and returns it with the symbol after it."""

    def __init__(self, found: list[Symbol], anchor: Anchor, text: str, strict: bool = False) -> None:
        self.found, self.anchor, self.text, self.strict = found, anchor, text, strict
        self.dates = Dating(anchor)
        self.reached = 0

    def find(self, index: int) -> tuple[FoundPeriod, int] | None:
        """:meth:`read`, with a refusal turned into a found period without dates."""
        self.reached = index
        start = self.found[index].start
        try:
            result = self.read(index)
        except Refused as refusal:
            end = self.found[self.reached - 1].end if self.reached > index else self.found[index].end
            return FoundPeriod(start, end, self.text[start:end], None, refusal.reason), max(self.reached, index + 1)
        if result is None:
            return None
        period, after = result
        end = self.found[after - 1].end
        words = self.text[start:end]
        return FoundPeriod(start, end, words, replace(period, as_stated=words)), after

    def read(self, start: int) -> tuple[Period, int] | None:
        index = skip(self.found, start)
        if index >= len(self.found):
            return None
        symbol = self.found[index]
        match symbol.kind:
            case "UNSTATED" if not self.strict:
                return unstated(symbol.raw), index + 1
            case "NOW" if self.strict and symbol.raw.lower() in _IDLE:
                return None
            case "WEEKDAY":
                return self._weekday(index)
            case "TODATE" if (ahead := read_relative(self.found, index + 1)) and ahead.which == "THIS":
                return self._so_far(index)
            case "TODATE" | "YTD" | "NOW":
                self.reached = index + 1
                return up_to_date(symbol.kind, self.anchor, symbol.raw), index + 1
            case "YEAREND":
                self.reached = index + 1
                whole = calendar_year(self.anchor.today(symbol.raw).year)
                return Period(None, whole.end, symbol.raw, "span", ""), index + 1
            case "DAYBEFORE":
                self.reached = index + 1
                return days_before(symbol.value, self.anchor, symbol.raw), index + 1
            case "SOFAR":
                return self._so_far(index)
            case "BEFORE":
                return self._before(index + 1)
            case "ASOF":
                return self._as_of(index + 1)
            case "SINCE":
                return self._since(index + 1)
            case "UNTIL":
                return self._until(index + 1)
            case "TO" if symbol.raw.lower() == "al":
                return self._as_of(index + 1)
            case "TO" if symbol.raw.lower() == "a" and (point := self._read_point(index + 1)) and point.kind == "day":
                return self._as_of(index + 1)
            case "FROM":
                return self._range(index + 1, _CONNECTORS, lone=False) or self._to_date(index + 1)
            case "BETWEEN":
                return self._range(index + 1, frozenset({"AND"}), lone=False)
            case "OVER":
                return self._relative(index + 1)
            case "IN" | "LAST" if self._kind_at(index + 1) == "WEEKDAY":
                return self._weekday(index + 1)
            case "IN":
                return self._relative(index + 1) or self._range(index + 1, _CONNECTORS, lone=True, placed=True)
        return self._relative(index) or self._to_date(index) or self._range(index, _CONNECTORS, lone=True)

    def _read_point(self, index: int) -> Point | None:
        """The point at ``index``, its year counted from the document's date where the words do so."""
        point = read_point(self.found, index, self.anchor.language)
        if point is None or point.offset is None:
            return point
        self.reached = point.next
        today = self.anchor.today(self._words(index, point.next))
        return point.counted_from(today, self.anchor.fiscal_year_start)

    def _weekday(self, index: int) -> tuple[Period, int] | None:
        """Such as "on Friday", "el viernes pasado", or the Friday of "Friday, 3 May"."""
        found, at = self.found, index
        after = skip(found, index + 1)
        point = self._read_point(after)
        if point and point.kind == "day" and point.month:
            return self._range(after, _CONNECTORS, lone=True, placed=True)
        before = found[at - 1] if at else None
        past = before is not None and before.kind == "LAST"
        named = before is not None and (before.kind == "LAST" or before.raw.lower() in ("on", "el", "este", "del"))
        capital = found[at].raw[:1].isupper()
        if (self.strict and not named) or capital != (self.anchor.language == "en"):
            return None
        end = index + 1
        if end < len(found) and found[end].kind == "LAST":
            past, end = True, end + 1
        self.reached = end
        return weekday_before(found[at].value, self.anchor, self._words(index, end), today=not past), end

    def _relative(self, index: int) -> tuple[Period, int] | None:
        point = self._read_point(index)
        if point and (point.kind in ("months", "days") or (point.kind in ("half", "quarter") and point.year)):
            return None
        relative = read_relative(self.found, index)
        if relative is None or (self.strict and index and self.found[index - 1].raw.lower() in _OPEN):
            return None
        self.reached = relative.next
        period = resolve_relative(relative, self.anchor, self._words(index, relative.next))
        if period and relative.which == "THIS" and self._kind_at(relative.next) == "TODATE":
            self.reached = relative.next + 1
            today = self.anchor.today(self._words(index, relative.next + 1))
            return replace(period, end=today), relative.next + 1
        return (period, relative.next) if period else None

    def _kind_at(self, index: int) -> str:
        return self.found[index].kind if index < len(self.found) else ""

    def _as_of(self, index: int) -> tuple[Period, int] | None:
        point = self._point(index)
        if point is None:
            return None
        dated, assumption = self.dates.dated(point, past=True)
        end = dated.end
        today = self.anchor.document_date
        if point.kind != "day" and end:
            if today and dated.contains(today):
                end = today
            assumption = f"{assumption} {note('month_end', self.anchor.language, when=end)}".strip()
        return Period(None, end, "", "as_of", assumption), point.next

    def _since(self, index: int) -> tuple[Period, int] | None:
        both = self._range(index, frozenset({"TO", "UNTIL"}), lone=False) or self._to_date(index)
        if both:
            return both
        if self._kind_at(index) == "NEWYEAR":
            self.reached = index + 1
            return Period(
                calendar_year(self.anchor.today(self.found[index].raw).year).start, None, "", "since"
            ), index + 1
        relative = read_relative(self.found, index)
        if relative and not relative.rolling and relative.count is None:
            whole = resolve_relative(relative, self.anchor, self._words(index, relative.next))
            self.reached = relative.next
            return (Period(whole.start, None, "", "since", whole.assumption), relative.next) if whole else None
        point = self._point(index)
        if point is None:
            return None
        dated, assumption = self.dates.dated(point, past=True)
        return Period(dated.start, None, "", "since", assumption), point.next

    def _to_date(self, index: int) -> tuple[Period, int] | None:
        """From a point to the document's date: "from August 2021 to date"."""
        point = self._read_point(index)
        if point is None or point.next >= len(self.found) or self.found[point.next].kind != "TODATE":
            return None
        self.reached = point.next + 1
        started, assumption = self.dates.dated(point, past=True)
        until = up_to_date("TODATE", self.anchor, self._words(index, point.next + 1))
        both = f"{assumption} {until.assumption}".strip()
        return Period(started.start, until.end, "", "relative", both), point.next + 1

    def _so_far(self, index: int) -> tuple[Period, int] | None:
        """Such as "so far in 2022": from its start to the document's date, which must lie in it."""
        relative = read_relative(self.found, index + 1)
        point = None if relative else self._read_point(index + 1)
        after = relative.next if relative else point.next if point else index
        words = self._words(index, max(after, index + 1))
        if relative:
            whole = resolve_relative(relative, self.anchor, words)
        else:
            whole = self.dates.dated(point)[0] if point and point.kind not in ("day", "months") else None
        today = self.anchor.today(words)
        if whole is None or not whole.contains(today):
            self.reached = index + 1
            return up_to_date("TODATE", self.anchor, self.found[index].raw), index + 1
        self.reached = after
        return Period(whole.start, today, words, "relative", note("until", self.anchor.language, when=today)), after

    def _before(self, index: int) -> tuple[Period, int] | None:
        """Such as "before 2027": until the day before it starts."""
        point = self._point(index)
        if point is None or point.kind == "months":
            return None
        if point.year is None:
            return self._nearest(point, before=True)
        start = point.period(self.anchor.fiscal_year_start).start
        if start is None or start.toordinal() < 2:
            return None
        return Period(None, date.fromordinal(start.toordinal() - 1), "", "span"), point.next

    def _until(self, index: int) -> tuple[Period, int] | None:
        relative = read_relative(self.found, index)
        if relative:
            whole = resolve_relative(relative, self.anchor, self._words(index, relative.next))
            self.reached = relative.next
            return (Period(None, whole.end, "", "span", whole.assumption), relative.next) if whole else None
        point = self._point(index)
        if point is None:
            return None
        if point.year is None:
            return self._nearest(point, before=False)
        return Period(None, point.period(self.anchor.fiscal_year_start).end, "", "span"), point.next

    def _nearest(self, point: Point, *, before: bool) -> tuple[Period, int] | None:
        """The month or day without its year that lies nearest; where none is near, found without dates."""
        near = self.dates.nearest(point, before=before)
        if near is None and self.strict and point.kind in ("month", "day") and point.month:
            raise Refused("The date names no year, and either the last or the next one may be meant: write it.")
        return near

    def _range(
        self, index: int, connectors: frozenset[str], *, lone: bool, placed: bool = False
    ) -> tuple[Period, int] | None:
        """Two points with a connector between them, or one point where ``lone`` allows it.

        ``placed`` says that a word such as "in" stands before.
        """
        first = self._read_point(index)
        if first is None:
            return None
        second = self._second(first, connectors)
        if second:
            if self.strict and self._is_measured(second):
                return None
            self.reached = second.next
            return self.dates.between(first, second), second.next
        first_and_next = self._consecutive(first) if placed or first.fiscal or first.kind == "day" else None
        if first_and_next:
            return self.dates.between(first, first_and_next), first_and_next.next
        if not lone or not self._stands_alone(first, index, placed):
            return None
        self.reached = first.next
        dated, assumption = self.dates.dated(first)
        return dated.stated_as(dated.as_stated, assumption), first.next

    def _point(self, index: int) -> Point | None:
        """A point that a word before it marks as a time."""
        point = self._read_point(index)
        if point is None or (point.month is None and point.kind in ("day", "month")):
            return None
        if self.strict and self._names_a_thing(point, index):
            return None
        self.reached = point.next
        return point

    def _names_a_thing(self, point: Point, index: int) -> bool:
        """Whether a year is none: it belongs to a noun ("by the 2020 storms"; but Spanish says "en el 2020"), or it
        is scaled or a percentage ("hasta 1900 por ciento").
        """
        if point.kind != "year" or point.fiscal:
            return False
        article = self.found[index].kind == "FILL" and self.found[index].raw.lower() in ("the", "los", "las")
        article = article and self.found[index + 1].kind != "FILL"  # but "in the whole of 2021"
        return article or self._is_measured(point)

    def _is_measured(self, point: Point) -> bool:
        """Whether the words after a year make an amount of it: "2000–2100 percent"."""
        after = " ".join(symbol.raw.lower() for symbol in self.found[point.next : point.next + 2])
        return point.kind == "year" and not point.fiscal and after.startswith(_MEASURES)

    def _stands_alone(self, point: Point, index: int, placed: bool) -> bool:
        if point.kind == "day" and point.month is None:
            return False
        if not self.strict:
            return True
        if placed:
            return not self._names_a_thing(point, index)
        if point.kind in ("month", "half", "quarter") and point.year is None:
            return False
        bare_year = point.kind == "year" and not point.fiscal
        return not bare_year or self.found[skip(self.found, index)].kind == "YEARS"

    def _second(self, first: Point, connectors: frozenset[str]) -> Point | None:
        """The other end of a range, with what it leaves out taken from the first: "April 19–20, 2022"."""
        at = skip(self.found, first.next)
        if at >= len(self.found) or self.found[at].kind not in connectors:
            return None
        short = self._short_year(first, at)
        if short:
            return short
        second = self._read_point(at + 1)
        if second is None:
            return None
        lone_day = second.kind == "day" and second.month is None
        if lone_day:
            return replace(second, month=first.month) if first.kind == "day" and first.month else None
        if first.kind == "day" and first.month is None and second.kind != "day":
            return None
        return second

    def _short_year(self, first: Point, at: int) -> Point | None:
        """The end of "2021–22"; "2021–12" and "FY 2021–22" mean several things and are left alone."""
        after = self.found[at + 1] if at + 1 < len(self.found) else None
        if first.kind != "year" or first.fiscal or first.year is None or self.found[at].kind != "DASH":
            return None
        if after is None or after.kind != "NUM" or after.digits != 2 or after.value <= first.year % 100:
            return None
        return Point("year", at + 2, year=first.year - first.year % 100 + after.value)

    def _consecutive(self, first: Point) -> Point | None:
        """Two years or days in a row: "in 2021 and 2022", "18 and 19 August"."""
        at = first.next
        if first.kind == "day" and first.month is None and at < len(self.found) and self.found[at].kind == "AND":
            second = self._read_point(at + 1)
            follows = second and second.kind == "day" and second.month and second.day == (first.day or 0) + 1
            return second if follows else None
        if first.kind != "year" or first.year is None or at + 1 >= len(self.found):
            return None
        joined = self.found[at].kind == "AND" and is_year(self.found[at + 1])
        if joined and self.found[at + 1].value == first.year + 1:
            return Point("year", at + 2, year=first.year + 1, fiscal=first.fiscal)
        return None

    def _words(self, start: int, after: int) -> str:
        start = skip(self.found, start)
        return self.text[self.found[start].start : self.found[after - 1].end]
