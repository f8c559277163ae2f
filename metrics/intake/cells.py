"""A table's cell that holds one number: its heads tell what it counts, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from metrics.intake import when as time
from metrics.intake import where as place
from metrics.intake.counting import Unit, unit_in
from metrics.intake.document import Block
from metrics.intake.findings import NEVER, NOWHERE, Reason, When, Where
from metrics.intake.lines import Line
from metrics.intake.numbers import Number
from metrics.intake.sentence import Sentence, Setting, read_sentence
from metrics.statements.units import CURRENCY_CODES, CURRENCY_SIGNS

_LONE = re.compile(
    r"(?:(?:more than|over|about|approximately|approx\.?|nearly|almost|at least|up to|~|<|>|≥|≤|más de|casi|unos|unas"
    r"|aproximadamente|alrededor de|al menos|hasta|cerca de)\s?)?"
    r"(?:[A-Z]{2,3}\$?\s?|US\$\s?|\$\s?|€\s?)?\d[\d.,  ]*"
    r"(?:\s?%|\s?(?:million|billion|thousand|mil(?: millones)?|millones|millón|M|K|k|bn|m))?\*?\+?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SCALES = (
    (re.compile(r"\b(?:thousands?|miles|000s|'000)\b", re.I), Decimal(1000)),
    (re.compile(r"\b(?:millions?|millones|mn|mm)\b|\((?:US\$|USD|\$)?\s?M\)", re.I), Decimal(1_000_000)),
    (re.compile(r"\b(?:billions?|miles de millones)\b", re.I), Decimal(1_000_000_000)),
)
_PERCENT = re.compile(r"%|\bpercent|\bporcentaje|\bpor ciento|\bshare\b|\bpct\b", re.I)
_MONEY = re.compile(r"US\$|USD|\$|\bdollars?\b|\bdólares\b", re.I)


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
    number = _scaled(sentence.numbers[0], heads)
    number = replace(number, end=min(number.end, len(words)))
    sentence = replace(sentence, text=line.text)
    unit = _unit(number, [*heads, *above], setting)
    where = _first(place.in_words(head, step, setting.vocabulary) for step, head in (*reversed(heads[:-1]), *heads))
    if where is None:
        where = place.from_above(place.Memory(setting.vocabulary, setting.language, above))
    when = _first(time.in_words(head, step, setting) for step, head in heads)
    if when is None:
        when = _first(time.in_words(head, step, setting) for step, head in above if step != "title")
    return sentence, number, unit, where or NOWHERE, when or NEVER


def _grouped(words: str) -> str:
    """A bare "2021" in a cell under heads is an amount like its neighbors; it is grouped to be read as one."""
    return f"{words[0]},{words[1:]}" if _YEAR.fullmatch(words) else words


def _scaled(number: Number, heads: list[tuple[str, str]]) -> Number:
    if number.percent or number.value >= 1_000_000:
        return number
    for _, head in heads:
        for pattern, factor in reversed(_SCALES):
            if pattern.search(head):
                value_max = None if number.value_max is None else _plain(number.value_max * factor)
                return replace(number, value=_plain(number.value * factor), value_max=value_max)
    return number


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _unit(number: Number, heads: list[tuple[str, str]], setting: Setting) -> Unit:
    if number.unit and (number.currency or number.percent):
        return Unit(number.unit, "", Reason(number.unit_step, "", 0.98))
    for step, head in heads:
        if step in ("column", "row", "caption"):
            code = "percent" if _PERCENT.search(head) and step != "caption" else _currency(head)
            if code:
                return Unit(code, head, Reason(step, head, 0.9))
        unit = unit_in(head, step, setting)
        if unit:
            return unit
    return Unit(None, "", Reason("not stated", "", 0.0))


def _currency(head: str) -> str | None:
    if not _MONEY.search(head):
        codes = [word for word in re.findall(r"\b[A-Z]{3}\b", head) if word in CURRENCY_CODES]
        return codes[0] if codes else None
    signs = [sign for sign in CURRENCY_SIGNS if sign in head]
    return CURRENCY_SIGNS[max(signs, key=len)] if signs else "USD"


def _first(found: Iterable[Where | When | None]) -> Where | When | None:
    return next((item for item in found if item is not None), None)
