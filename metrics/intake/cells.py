"""A table's cell that holds one number: its heads tell what it counts, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from metrics.intake import carrying as time
from metrics.intake import spoken as place
from metrics.intake.document import Block
from metrics.intake.findings import NEVER, NOWHERE, Reason, When, Where
from metrics.intake.lines import Line
from metrics.intake.numbers import Number
from metrics.intake.places.names import NAMESAKES
from metrics.intake.sentence import Sentence, Setting, read_sentence
from metrics.intake.unit_heads import Unit, unit_in
from metrics.statements.units import CURRENCY_CODES, CURRENCY_SIGNS

_LONE = re.compile(
    r"(?:(?:more than|over|about|approximately|approx\.?|nearly|almost|at least|up to|~|<|>|≥|≤|más de|casi|unos|unas"
    r"|aproximadamente|alrededor de|al menos|hasta|cerca de)\s?)?"
    r"(?:[A-Z]{2,3}\$?\s?|US\$\s?|\$\s?|€\s?)?\d[\d.,  ]*"
    r"(?:\s?%|\s?(?:million|billion|thousand|mil(?: millones)?|millones|millón|M|K|k|bn|m))?\*?\+?",
    re.IGNORECASE,
)
#: "Acumulado 2023": so much of the year as the document knows.
_SO_FAR = re.compile(r"\b(?:acumulad[oa]s?|cumulative|to date|a la fecha|YTD)\b", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SCALES = (
    (re.compile(r"\b(?:thousands?|miles|000s|'000)\b", re.I), Decimal(1000)),
    (re.compile(r"\b(?:millions?|millones|mn|mm)\b|\((?:US\$|USD|\$)?\s?M\)", re.I), Decimal(1_000_000)),
    (re.compile(r"\b(?:billions?|miles de millones)\b", re.I), Decimal(1_000_000_000)),
)
_PERCENT = re.compile(r"%|\bpercent|\bporcentaje|\bpor ciento|\bshare\b|\bpct\b", re.I)
_MONEY = re.compile(r"US\$|USD|\$|\bdollars?\b|\bdólares\b", re.I)
#: Currencies by their words or signs that are no dollars.
_LOCAL = (
    (re.compile(r"€|\beuros?\b", re.I), "EUR"),
    (re.compile(r"\bquetzales\b|\bQ\b(?= |\.|\))", re.I), "GTQ"),
    (re.compile(r"\blempiras\b", re.I), "HNL"),
    (re.compile(r"\bcórdobas\b|C\$", re.I), "NIO"),
    (re.compile(r"\bpesos mexicanos\b|\bMexican pesos\b", re.I), "MXN"),
    (re.compile(r"RD\$|\bpesos dominicanos\b|\bDominican pesos\b", re.I), "DOP"),
    (re.compile(r"\bpesos colombianos\b|\bColombian pesos\b", re.I), "COP"),
    (re.compile(r"\bpesos chilenos\b|\bChilean pesos\b", re.I), "CLP"),
    (re.compile(r"\bsoles\b|\bS/", re.I), "PEN"),
)
#: Where a caption says in what its table's amounts are.
_MEASURE = re.compile(
    r"\([^()\d]{1,60}\)|\b(?:in|en) (?:(?:thousands|millions|billions|miles|millones|current|U\.?S\.?)"
    r"(?: de millones)?(?: of| de)?(?: current| U\.?S\.?)? )?(?:US\$|USD|EUR|€|\$|dollars?|dólares|euros?|quetzales"
    r"|lempiras|pesos)[^,;()]{0,20}"
    r"|(?:^|[,:;.–—-] ?)(?:US\$|USD|EUR|€|\$|millones de (?:dólares|euros)|miles de (?:dólares|euros))[^,;()]{0,16}$",
    re.I,
)
#: Heads of the cell itself, and those of its whole table.
_OWN, _WHOLE_TABLE = frozenset({"column", "row"}), frozenset({"caption", "lead-in", "heading", "label", "title"})
_COUNTS = re.compile(r"\b(?:number|no\.|num\.|número|n\.º|cantidad|count|headcount)(?:\s|$)|#", re.I)
_COUNTED = frozenset({"people", "children", "families", "households"})
_AMOUNTS = re.compile(
    r"\b(?:cost|costs|budget|spent|spending|expenditure|amount|funds?|funding|grants?|aid|support|assistance|transfers?"
    r"|costo|costos|presupuesto|gasto|gastos|monto|fondos|ayuda|apoyo|transferencias|asignad\w+|ejecutad\w+)\b",
    re.I,
)


def read_cell(
    line: Line, block: Block, above: list[tuple[str, str]], setting: Setting
) -> tuple[Sentence, Number, Unit, Where, When] | None:
    """The cell's number with its unit, place and time; ``None`` for a cell that is more than one number."""
    words = line.text.strip()
    if not _LONE.fullmatch(words):
        return None
    text = _grouped(words)
    sentence = read_sentence(text, 0, setting)
    if len(sentence.numbers) != 1:
        return None
    heads = [
        *(("column", head) for head in reversed(block.column_heads)),
        *(("row", head) for head in block.row_heads),
        *((("caption", block.caption),) if block.caption else ()),
    ]
    whole = [*heads, *above[:2]]
    money = _money_of_table(whole, setting)
    number = _scaled(sentence.numbers[0], whole if money else heads, money)
    number = replace(number, end=min(number.end, len(words)))
    sentence = replace(sentence, text=line.text)
    unit = _unit(number, [*heads, *above], money, setting)
    where = _first(place.in_words(head, step, setting.vocabulary) for step, head in (*reversed(heads[:-1]), *heads))
    spoken = place.from_above(place.Memory(setting.vocabulary, setting.language, above))
    if where is None or (
        len(spoken.countries) == 1 and spoken.countries[0] in NAMESAKES.get(where.reason.words.strip().lower(), ())
    ):
        where = spoken
    when = _first(time.in_words(head, step, setting) for step, head in heads)
    if when is None:
        when = _first(time.in_words(head, step, setting) for step, head in above if step != "title")
    day = setting.document_date
    if when and when.start and when.end and day and when.start <= day < when.end and _SO_FAR.search(when.reason.words):
        when = replace(when, end=day)
    return sentence, number, unit, where or NOWHERE, when or NEVER


def _grouped(words: str) -> str:
    """A bare "2021" in a cell under heads is an amount like its neighbors; it is grouped to be read as one."""
    return f"{words[0]},{words[1:]}" if _YEAR.fullmatch(words) else words


def _scaled(number: Number, heads: list[tuple[str, str]], money: str | None) -> Number:
    """The number times the scale that a head gives it; that of a caption or lead-in in money holds for money only."""
    if number.percent or number.value >= 1_000_000:
        return number
    for step, words in heads:
        measured = _MEASURE.search(words) if step in _WHOLE_TABLE else None
        if measured and money is None and _currency(measured.group()):
            continue
        # A lead-in or heading may speak of millions that its table is not in.
        head = words if step in _OWN | {"caption"} else measured.group() if measured else ""
        for pattern, factor in reversed(_SCALES):
            if pattern.search(head):
                value_max = None if number.value_max is None else _plain(number.value_max * factor)
                return replace(number, value=_plain(number.value * factor), value_max=value_max)
    return number


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _unit(number: Number, heads: list[tuple[str, str]], money: str | None, setting: Setting) -> Unit:
    if number.unit and (number.currency or number.percent):
        return Unit(number.unit, "", Reason(number.unit_step, "", 0.98))
    for step, head in heads:
        if step in ("column", "row", "caption"):
            code = "percent" if _PERCENT.search(head) and step != "caption" else _currency(head)
            if code and (step != "caption" or code == money):
                return Unit(code, head, Reason(step, head, 0.9))
    if money:
        whole = next(head for step, head in heads if step in _WHOLE_TABLE and _measure(head))
        return Unit(money, whole, Reason("caption", whole, 0.8))
    for step, head in heads:
        unit = unit_in(head, step, setting)
        if unit:
            return unit
    return Unit(None, "", Reason("not stated", "", 0.0))


def _money_of_table(heads: list[tuple[str, str]], setting: Setting) -> str | None:
    """The currency that a caption or lead-in says the cells are in ("US$ thousands"), unless their own heads say that
    they count or are shares.
    """
    for step, head in heads:
        if step in _OWN and (_PERCENT.search(head) or _COUNTS.search(head) or _persons(head, setting)):
            return None
    return next((code for code in (_measure(head) for step, head in heads if step in _WHOLE_TABLE) if code), None)


def _persons(head: str, setting: Setting) -> bool:
    """Whether the head is of persons or the like ("Women", "Families served") and names no money."""
    unit = unit_in(head, "column", setting)
    return unit is not None and unit.code in _COUNTED and not _AMOUNTS.search(head)


def _measure(head: str) -> str | None:
    """The currency in which the head says amounts are: in parentheses, or after "in"."""
    match = _MEASURE.search(head)
    return _currency(match.group()) if match else None


def _currency(head: str) -> str | None:
    for pattern, code in _LOCAL:
        if pattern.search(head):
            return code
    if not _MONEY.search(head):
        codes = [word for word in re.findall(r"\b[A-Z]{3}\b", head) if word in CURRENCY_CODES]
        return codes[0] if codes else None
    signs = [sign for sign in CURRENCY_SIGNS if sign in head]
    return CURRENCY_SIGNS[max(signs, key=len)] if signs else "USD"


def _first(found: Iterable[Where | When | None]) -> Where | When | None:
    return next((item for item in found if item is not None), None)
