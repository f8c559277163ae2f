"""A number typed in any form, read with the language of figures: every value that its typist can have meant.

What states a figure must have one reading, or is refused (metrics/statements). Who looks for one loses nothing by two:
"37.806" is looked for as 37,806 and as 37.806, and what is found shows which it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from metrics.statements import LANGUAGES, Qualifier, nearness, normalize
from metrics.statements.exact import without_idle_zeros
from metrics.statements.lexicons import LEXICONS
from metrics.statements.mentions import Mention, find_mentions
from metrics.statements.tokens import Token, tokenize

#: Figures hold 15 digits, three of them after the point (metrics/models/figure.py).
LARGEST = Decimal(10) ** 12
#: What a year can be; such a number is also a period.
YEARS = range(1900, 2100)
#: Where a scale has two meanings, or only the other language has the word: each is looked for.
SCALES = {
    **dict.fromkeys(("thousand", "mil", "k"), (3,)),
    **dict.fromkeys(("million", "millions", "m", "mn", "millón", "millon", "millones"), (6,)),
    **dict.fromkeys(("billion", "billions", "b", "bn"), (9,)),
    **dict.fromkeys(("billón", "billon", "billones"), (9, 12)),
    **dict.fromkeys(("trillion", "trillions"), (12,)),
}
_LONE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Number:
    """What is looked for: values, the likeliest first. `kind` is "money", "share" or "" where the words leave it open.

    `currency` is ISO 4217 or empty.
    """

    values: tuple[Decimal, ...]
    qualifier: Qualifier | None
    kind: str
    currency: str

    @property
    def reach(self) -> Decimal:
        """How far from the first value a figure rounds to it: half a unit of its last digit, at most 2.5 percent."""
        return nearness(self.values[0]) / 2


def read_number(text: str) -> tuple[Number | None, str, int | None]:
    """(the number of a query, the words around it, the year that it may be), None where there is none.

    The first of several numbers is taken.
    """
    line = normalize(text)
    tokens = tokenize(line)
    mentions: list[Mention] = []
    for language in LANGUAGES:
        found, _ = find_mentions(tokens, LEXICONS[language], lenient=True)
        mentions += [mention for mention in found[:1] if mention.value >= 0]
    # The reading that takes most of the words is the one in the language of the query.
    main = max(mentions, key=lambda mention: mention.end - mention.start, default=None)
    lone = lone_number(tokens)
    if lone and (main is None or lone[0] < main.start or main.number <= lone[0] < main.end < lone[1]):
        # What the language of figures refuses to choose between.
        (start, end), main = lone, None
        values = readings(tokens[start].text, tokens[start + 1].lower if end - start > 1 else "")
    elif main:
        start, end = main.start, main.end
        values = [mention.value for mention in mentions if start <= mention.number < end]
    else:
        return None, line, None
    # Who writes "37.806" means a whole number more often than three decimals.
    held = dict.fromkeys(without_idle_zeros(value) for value in values if value < LARGEST and value == round(value, 3))
    values = sorted(held, key=lambda value: value != value.to_integral_value())
    rest, year = words_around(line, tokens, start, end), year_of(tokens, start, end)
    if not values:
        return None, line, year
    kind = "money" if main and main.currency else "share" if main and main.percent else ""
    qualifier = main.qualifier if main and main.qualifier is not Qualifier.EXACT else None
    return Number(tuple(values), qualifier, kind, (main and main.currency) or ""), rest, year


def lone_number(tokens: list[Token]) -> tuple[int, int] | None:
    """Where the first number in digits stands, with its scale: tokens from, to."""
    for index, token in enumerate(tokens):
        if token.kind == "number":
            following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
            return index, index + 1 + (following in SCALES)
    return None


def readings(digits: str, scale: str = "") -> list[Decimal]:
    """Every value that digits with separators can stand for, times the scale.

    >>> readings("37.806"), readings("1.5", "millones"), readings("310")
    ([Decimal('37806'), Decimal('37.806')], [Decimal('1500000.0')], [Decimal('310')])
    """
    digits = digits.replace(" ", "")
    if not _LONE.fullmatch(digits) or len(digits) > 40:
        return []
    parts, separators = re.split("[.,]", digits), re.sub(r"\d", "", digits)
    found = []
    grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3
    if len(set(separators)) <= 1 and (grouped or not separators):
        found.append(Decimal("".join(parts)))
    if separators and separators.count(separators[-1]) == 1 and all(len(part) == 3 for part in parts[1:-1]):
        found.append(Decimal("".join(parts[:-1]) + "." + parts[-1]))
    return [value.scaleb(power) for power in SCALES.get(scale, (0,)) for value in found]


def words_around(line: str, tokens: list[Token], start: int, end: int) -> str:
    """The line without the number at tokens `start` to `end`."""
    return f"{line[: tokens[start].start]} {line[tokens[end - 1].end :]}"


def year_of(tokens: list[Token], start: int, end: int) -> int | None:
    """The year that tokens `start` to `end` are, if they are one."""
    text = tokens[start].text
    if end - start == 1 and len(text) == 4 and text.isascii() and text.isdigit() and int(text) in YEARS:
        return int(text)
    return None
