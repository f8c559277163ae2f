"""The words of time in English and Spanish, as the symbols of one grammar for both."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.statements.lexicon import in_order

MONTHS_EN = in_order("january february march april may june july august september october november december")
MONTHS_ES = in_order("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")

SHORT_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SHORT_ES = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")

#: A phrase of one or more words, to the symbol and value that the grammar reads.
Phrases = dict[tuple[str, ...], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """One language's phrases, and the length in words of the longest that each first word begins."""

    language: str
    phrases: Phrases
    longest: dict[str, int]


def _phrases(table: dict[str, tuple[str, int]]) -> Phrases:
    return {tuple(words.split()): symbol for words, symbol in table.items()}


def _months(names: tuple[str, ...], short: tuple[str, ...]) -> dict[str, tuple[str, int]]:
    table = {}
    for number, (name, abbreviation) in enumerate(zip(names, short, strict=True), start=1):
        for form in (name, abbreviation.lower(), abbreviation.lower() + "."):
            table[form] = ("MONTH", number)
    table["sept"] = table["sept."] = ("MONTH", 9)
    return table


def _each(symbol: str, *forms: str, value: int = 0) -> dict[str, tuple[str, int]]:
    return dict.fromkeys(forms, (symbol, value))


def _numbered(symbol: str, words: str, first: int = 1) -> dict[str, tuple[str, int]]:
    return {word: (symbol, number) for number, word in enumerate(words.split(), start=first)}


_SHARED = {
    **_each("FY", "fy", "fys", "f.y."),
    **_each("FILL", ","),
    **_each("DASH", "–", "—", "-"),
    **_each("SLASH", "/"),
    **_numbered("QUARTER", "q1 q2 q3 q4"),
    **_numbered("HALF", "h1 h2"),
}

_ENGLISH = {
    **_SHARED,
    **_months(MONTHS_EN, SHORT_EN),
    **_each("FILL", "the", "of", "course of", "period", "period of", "calendar", "calendar year", "cy"),
    **_each("FILL", "whole", "whole of", "entire", "month of", "the month of"),
    **_each("NEWYEAR", "the new year", "new year", "the start of the year", "the beginning of the year"),
    **_each("NEWYEAR", "the start of this year", "the beginning of this year", "the turn of the year"),
    **_numbered("WEEKDAY", "monday tuesday wednesday thursday friday saturday sunday", 0),
    **_each("FY", "fiscal year", "fiscal years", "fiscal", "us fiscal year", "u.s. fiscal year"),
    **_each("ASOF", "as of", "as at", "as of the end of", "as at the end of", "at the end of", "at the close of"),
    **_each("SINCE", "since", "starting in", "starting on", "beginning in", "beginning on", "since the start of"),
    **_each("UNTIL", "until", "till", "through", "thru", "by", "by the end of", "through the end of"),
    **_each("UNTIL", "until the end of", "before the end of", "by the close of", "no later than", "up to the end of"),
    **_each("BEFORE", "before"),
    **_each("TO", "to"),
    **_each("FROM", "from"),
    **_each("BETWEEN", "between"),
    **_each("AND", "and"),
    **_each("IN", "in", "during", "within", "on", "for", "throughout", "in the course of", "all of"),
    **_each("OVER", "over", "over the course of"),
    **_each("LAST", "last", "past", "previous", "preceding", "prior"),
    **_each("THIS", "this", "current"),
    **_each("NEXT", "next", "coming"),
    **_each("YEAREND", "by year's end", "by year-end", "by the end of the year", "before the end of the year"),
    **_each("YEAREND", "before the year is out", "before the year ends", "by the year's end"),
    **_each("DAYBEFORE", "yesterday", "last night", value=1),
    **_each("YEARS", "year", "years"),
    **_each("MONTHS", "month", "months"),
    **_each("WEEKS", "week", "weeks"),
    **_each("DAYS", "day", "days"),
    **_each("QUARTERS", "quarter", "quarters"),
    **_each("HALVES", "half"),
    **_each("TODATE", "to date", "so far", "until now", "to this day", "to present", "to the present", "through today"),
    **_each("YTD", "year to date", "so far this year", "this year so far", "this year to date", "thus far this year"),
    **_each("SOFAR", "so far in", "thus far in", "to date in", "so far during"),
    **_each("NOW", "today", "now", "currently", "at present", "presently"),
    **_each("UNSTATED", "period not stated", "not stated", "unstated"),
    **_numbered("ORD", "first second third fourth"),
    **_numbered("ORD", "1st 2nd 3rd 4th"),
    **_numbered("HALF", "1h 2h"),
    **_numbered("WORD", "one two three four five six seven eight nine ten eleven twelve"),
}

_SPANISH = {
    **_SHARED,
    **_months(MONTHS_ES, SHORT_ES),
    **_each("MONTH", "setiembre", value=9),
    **_each("FILL", "de", "del", "el", "la", "los", "las", "lo", "período", "periodo", "año calendario"),
    **_each(
        "FILL", "todo", "toda", "todo el", "toda la", "mes de", "el mes de", "la vigencia", "vigencia", "el ejercicio"
    ),
    **_each("NEWYEAR", "inicios de año", "principios de año", "comienzos de año", "inicio de año", "inicio del año"),
    **_each("NEWYEAR", "el inicio del año", "el comienzo del año", "principios de este año", "inicios de este año"),
    **_each("NEWYEAR", "que comenzó el año", "que empezó el año", "que inició el año", "comienzos de este año"),
    **_numbered("WEEKDAY", "lunes martes miércoles jueves viernes sábado domingo", 0),
    **_each("FY", "año fiscal", "años fiscales", "ejercicio fiscal", "af", "a.f.", value=1),
    **_each("ASOF", "a fecha de", "a fecha del", "con corte a", "con corte al", "al corte de", "al cierre de"),
    **_each("ASOF", "al cierre del", "al final de", "al final del", "a finales de", "a fines de", "al finalizar"),
    **_each("SINCE", "desde", "a partir de", "a partir del", "desde el", "desde la"),
    **_each("UNTIL", "hasta", "hasta el", "hasta fines de", "hasta finales de", "para finales de", "para fines de"),
    **_each("UNTIL", "antes de finales de", "antes de fines de", "antes del fin de", "hasta el final de"),
    **_each("UNTIL", "hasta el cierre de", "a más tardar en", "a más tardar el", "para el cierre de"),
    **_each(
        "UNTIL",
        "antes de que termine",
        "antes de que finalice",
        "antes de que acabe",
        "antes de que concluya",
        "antes de terminar",
    ),
    **_each("BEFORE", "antes de", "antes del"),
    **_each("TO", "a", "al"),
    **_each("BETWEEN", "entre"),
    **_each("AND", "y", "e"),
    **_each("IN", "en", "durante", "a lo largo de", "a lo largo del", "en el curso de", "en el transcurso de"),
    **_each("IN", "en el transcurso del", "para"),
    **_each("LAST", "último", "última", "últimos", "últimas", "pasado", "pasada", "pasados", "pasadas", "anterior"),
    **_each("THIS", "este", "esta", "presente", "actual", "en curso"),
    **_each("NEXT", "próximo", "próxima", "entrante", "que viene", "siguiente"),
    **_each("YEAREND", "antes de que termine el año", "antes de que acabe el año", "antes de fin de año"),
    **_each("YEAREND", "antes de terminar el año", "a fin de año", "para fin de año", "antes del fin de año"),
    **_each("YEAREND", "antes de que concluya el año", "hasta fin de año", "antes de finalizar el año"),
    **_each("DAYBEFORE", "ayer", "anoche", value=1),
    **_each("DAYBEFORE", "anteayer", value=2),
    **_each("YEARS", "año", "años"),
    **_each("MONTHS", "mes", "meses"),
    **_each("WEEKS", "semana", "semanas"),
    **_each("DAYS", "día", "días"),
    **_each("QUARTERS", "trimestre", "trimestres"),
    **_each("HALVES", "semestre", "mitad", "quincena"),
    **_each(
        "TODATE",
        "a la fecha",
        "hasta la fecha",
        "hasta hoy",
        "hasta ahora",
        "a hoy",
        "hasta el momento",
        "hasta el presente",
    ),
    **_each("YTD", "en lo corrido del año", "en lo corrido de este año", "en lo que va del presente año"),
    **_each("YTD", "en lo que va del año", "en lo que va de año", "en lo que va de este año"),
    **_each("SOFAR", "en lo que va de", "en lo que va del", "en lo corrido de", "en lo corrido del"),
    **_each("NOW", "hoy", "actualmente", "ahora", "en la actualidad"),
    **_each("UNSTATED", "período no indicado", "periodo no indicado", "no indicado"),
    **_numbered("ORD", "primer segundo tercer cuarto"),
    **_numbered("ORD", "primera segunda tercera cuarta"),
    **_numbered("ORD", "primero 2do tercero 4to"),
    **_numbered("ORD", "1er 2º 3er 4º"),
    **_numbered("ORD", "1ro 2.º 3ro 4.º"),
    **_each("ORD", "primeros", "primeras", "1º", "1.º", value=1),
    **_numbered("QUARTER", "t1 t2 t3 t4"),
    **_numbered("HALF", "s1 s2"),
    **_numbered("WORD", "un dos tres cuatro cinco seis siete ocho nueve diez once doce"),
}


def _longest(phrases: Phrases) -> dict[str, int]:
    found: dict[str, int] = {}
    for words in phrases:
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found


TIME_WORDS = {
    language: TimeWords(language, _phrases(table), _longest(_phrases(table)))
    for language, table in (("en", _ENGLISH), ("es", _SPANISH))
}
