"""The language of figures: words to values, arithmetic that keeps their qualifiers, and values to words.

Pure Python: nothing here knows the database, the web or the rest of Throughline.

>>> render(parse("nearly $169 million in FY 2022"), language="es")
'casi $169 millones'
>>> render(ratio(parse("37,806").quantity, parse("more than 131,000").quantity), UnitForms("", "", "share"))
'under 28.9 percent'
"""

from metrics.statements.errors import Reasoned, Refused, Undefined
from metrics.statements.languages import LANGUAGES, normalize
from metrics.statements.parse import MAX_LENGTH, parse
from metrics.statements.periods import (
    PERIOD_KINDS,
    US_FISCAL_YEAR_START,
    FoundPeriod,
    Period,
    PeriodKind,
    calendar_year,
    day,
    describe,
    find_periods,
    fiscal_half,
    fiscal_quarter,
    fiscal_year,
    half,
    month,
    parse_period,
    quarter,
    unstated,
)
from metrics.statements.qualifiers import Direction, Qualifier, combine
from metrics.statements.quantities import (
    Bounds,
    Change,
    Quantity,
    agrees,
    change,
    difference,
    nearness,
    ratio,
    round_safely,
    share_of,
    total,
)
from metrics.statements.render import Style, qualifier_symbol, qualifier_words, render, render_change
from metrics.statements.statement import Statement
from metrics.statements.units import CURRENCY_CODES, UNIT_KINDS, UnitForms, UnitKind

__all__ = [
    "CURRENCY_CODES",
    "LANGUAGES",
    "MAX_LENGTH",
    "PERIOD_KINDS",
    "UNIT_KINDS",
    "US_FISCAL_YEAR_START",
    "Bounds",
    "Change",
    "Direction",
    "FoundPeriod",
    "Period",
    "PeriodKind",
    "Qualifier",
    "Quantity",
    "Reasoned",
    "Refused",
    "Statement",
    "Style",
    "Undefined",
    "UnitForms",
    "UnitKind",
    "agrees",
    "calendar_year",
    "change",
    "combine",
    "day",
    "describe",
    "difference",
    "find_periods",
    "fiscal_half",
    "fiscal_quarter",
    "fiscal_year",
    "half",
    "month",
    "nearness",
    "normalize",
    "parse",
    "parse_period",
    "qualifier_symbol",
    "qualifier_words",
    "quarter",
    "ratio",
    "render",
    "render_change",
    "round_safely",
    "share_of",
    "total",
    "unstated",
]
