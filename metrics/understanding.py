"""What the words of a figure mean in terms of the database: its value, qualifier, unit and period as form fields.

`read` never guesses: what it cannot tell is left to the person, with the reason.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from babel.dates import format_date
from django.db.models import Q
from django.utils.translation import gettext

from programs.languages import language, named

from .models import Figure, Indicator, Source, Unit
from .statements import Period, Refused, Statement, describe, parse, parse_period, qualifier_words
from .statements import Qualifier as StatedQualifier

# The fields of the figure form that the words can fill.
FILLED = ("value", "qualifier", "unit", "period_start", "period_end", "period_as_stated", "period_note", "as_stated")


@dataclass(frozen=True)
class Understood:
    """`fields` are values of form fields; `summary` says them in words; `problem` why there are none."""

    words: str
    fields: dict[str, str] = field(default_factory=dict)
    unit: Unit | None = None
    summary: str = ""
    problem: str = ""
    mismatch: str = ""
    advice: tuple[str, ...] = ()


def read(words: str, source: Source | None, indicator: Indicator | None) -> Understood:
    """What `words` say in the language of `source`, relative to its date, of `indicator`."""
    words = words.strip()
    if not words:
        return Understood("")
    language = source.language if source else "en"
    try:
        stated = parse(words, language, document_date=source.stated_on if source else None)
    except Refused as refusal:
        return Understood(words, {"as_stated": words}, problem=refusal.reason)
    if stated.value_max is not None:
        return Understood(
            words,
            {"as_stated": words},
            problem=gettext(
                "The words give a range, %(plain)s to %(plain2)s, and a figure is one value. Enter its lower "
                "end as “at least”, or its upper end as “up to”."
            )
            % {"plain": plain(stated.value), "plain2": plain(stated.value_max)},
        )
    unit, mismatch = unit_of(stated, indicator)
    fields = {
        "value": plain(stated.value),
        "qualifier": stated.qualifier.value,
        "unit": str(unit.pk) if unit else "",
        **period_fields(stated),
        "as_stated": words,
    }
    return Understood(
        words,
        fields,
        unit,
        summary_of(stated, unit),
        mismatch=mismatch,
        advice=(*other_unit(unit, indicator, mismatch), *advice_on(stated, source, unit)),
    )


def period_fields(stated: Statement) -> dict[str, str]:
    period = stated.period
    if period is None:
        return {
            "period_start": "",
            "period_end": "",
            "period_as_stated": stated.period_words or "",
            "period_note": "",
        }
    return fields_of_period(period)


def fields_of_period(period: Period) -> dict[str, str]:
    return {
        "period_start": period.start.isoformat() if period.start else "",
        "period_end": period.end.isoformat() if period.end else "",
        "period_as_stated": period.as_stated,
        "period_note": period.assumption,
    }


def read_period(words: str, source: Source | None) -> tuple[dict[str, str], str]:
    """The fields of a period that was stated apart from its figure, and what to look at.

    Words that fix no dates ("since its restart") are kept as stated, without dates; the advice says why.
    """
    words = words.strip()
    try:
        period = parse_period(
            words, source.language if source else "en", document_date=source.stated_on if source else None
        )
    except Refused as refusal:
        undated = {"period_start": "", "period_end": "", "period_as_stated": words, "period_note": ""}
        return undated, gettext("No dates could be read from the period: %(reason)s") % {"reason": refusal.reason}
    return fields_of_period(period), period.assumption


def period_in(words: str, source: Source | None) -> str:
    """The words in these that say when; empty where none do, or where they cannot be read."""
    return read(words, source, None).fields.get("period_as_stated", "")


def unit_of(stated: Statement, indicator: Indicator | None) -> tuple[Unit | None, str]:
    """The unit that the words name, or the indicator's where they fit it; and what does not fit."""
    units = Unit.objects.all()
    named = None
    if stated.currency:
        named = units.filter(kind=Unit.Kind.MONEY, currency=stated.currency).first()
    elif stated.unit_kind == "share":
        named = units.filter(kind=Unit.Kind.SHARE).first()
    elif stated.unit_hint:
        hint = f"{stated.unit_hint} per {stated.per}" if stated.per else stated.unit_hint
        named = units.filter(Q(plural__iexact=hint) | Q(singular__iexact=hint)).first()
    if indicator is None:
        return named, ""
    own = indicator.unit
    kind = named.kind if named else stated.unit_kind
    if kind and kind != own.kind:
        words = named.plural if named else f"a {kind}"
        return None, gettext(
            "The words state %(words)s, and “%(indicator)s” is measured in %(own)s. Choose the right indicator."
        ) % {"words": words, "indicator": indicator, "own": own}
    if named and named.currency != own.currency:
        return named, gettext(
            "The words state %(named)s, and “%(indicator)s” is measured in %(own)s. Choose the right indicator."
        ) % {"named": named, "indicator": indicator, "own": own}
    return named or own, ""


def other_unit(unit: Unit | None, indicator: Indicator | None, mismatch: str) -> list[str]:
    """That the words count one thing and the indicator another, which may be right: claims of people."""
    if mismatch or not unit or not indicator or unit.pk == indicator.unit_id:
        return []
    return [
        gettext("The words count %(unit)s; “%(indicator)s” is counted in %(unit2)s. Check that it is the right one.")
        % {"unit": unit, "indicator": indicator, "unit2": indicator.unit}
    ]


def summary_of(stated: Statement, unit: Unit | None) -> str:
    """ "nearly; 169,000,000 U.S. dollars; Oct 1, 2021 – Sep 30, 2022 (FY 2022)" """
    of = (unit.singular if stated.value == 1 else unit.plural) if unit else stated.unit_hint or stated.currency or ""
    return "; ".join(
        [
            qualifier_words(stated.qualifier, language()) or gettext("exact"),
            f"{plain(stated.value)} {of}".strip(),
            period_in_words(stated.period) if stated.period else gettext("no period stated"),
        ]
    )


def advice_on(stated: Statement, source: Source | None, unit: Unit | None) -> list[str]:
    advice = []
    if stated.period_reason:
        hint = "" if source else gettext(" Choose the source: its date may settle it.")
        advice.append(f"{stated.period_reason}{hint}")
    if stated.period and stated.period.assumption:
        advice.append(stated.period.assumption)
    if not unit and stated.unit_hint and stated.unit_kind != "share":
        advice.append(
            gettext("No unit is called “%(unit_hint)s”: the indicator's unit is taken.")
            % {"unit_hint": stated.unit_hint}
        )
    if stated.parts:
        parts = ", ".join(plain(part.value) for part in stated.parts)
        advice.append(
            gettext("The parts (%(parts)s) are figures of their own: enter each, then declare that they add up to it.")
            % {"parts": parts}
        )
    if stated.base:
        advice.append(
            gettext("%(plain)s is a figure of its own: enter it, then declare that this one is a share of it.")
            % {"plain": plain(stated.base.value)}
        )
    return advice


def plain(value: Decimal) -> str:
    """The value with all its digits: 169,000,000."""
    return f"{value.normalize():,f}"


def day(date: dt.date) -> str:
    return format_date(date, "medium", locale=language())


def period_in_words(period: Period) -> str:
    """ "Oct 1, 2021 – Sep 30, 2022 (FY 2022)": the dates, and the name of the period where it has one."""
    if not (period.start and period.end):
        return describe(period, language())
    if period.start == period.end:
        return day(period.start)
    name = describe(period, language())
    dates = f"{day(period.start)} – {day(period.end)}"
    return f"{dates} ({name})" if period.kind not in ("span", "relative") else dates


def dates_of(figure: Figure) -> str:
    """ "Oct 1, 2022 – Oct 31, 2022 (in October 2022)", "as of Nov 15, 2022", "no period stated" """
    start, end, words = figure.period_start, figure.period_end, figure.period_as_stated
    if start and end:
        dates = day(start) if start == end else f"{day(start)} – {day(end)}"
    elif start or end:
        return describe(Period(start, end, "", "span" if start else "as_of"), language())
    else:
        return gettext("%(words)s, without dates") % {"words": words} if words else gettext("no period stated")
    return f"{dates} ({words})" if words and words != dates else dates


def said_by(figure: Figure) -> str:
    """A figure as it was understood: "nearly; 169,000,000 U.S. dollars; Oct 1, 2021 – Sep 30, 2022 (in FY 2022)"."""
    if figure.value is None:
        return f"{figure.get_missing_display()}; {dates_of(figure)}"
    unit = figure.unit if figure.unit_id else figure.indicator.unit
    of = named(unit, "singular" if figure.value == 1 else "plural")
    qualifier = qualifier_words(StatedQualifier(figure.qualifier), language()) or gettext("exact")
    return f"{qualifier}; {plain(figure.value)} {of}; {dates_of(figure)}"


def period_name(figure: Figure) -> str:
    """The period of a figure in short: "2021", "as of Apr 13, 2022", "period not stated"."""
    if figure.period_as_stated:
        return figure.period_as_stated
    kind = "span" if figure.period_start else "as_of" if figure.period_end else "unstated"
    return describe(Period(figure.period_start, figure.period_end, "", kind), language())
