"""The sentences that say what was supposed in turning words into dates, in the language of the words."""

from __future__ import annotations

from datetime import date

from metrics.statements.periods.words import MONTHS_EN, MONTHS_ES

_NOTES = {
    "year": (
        "The year {year} is taken from the document's date, {date}.",
        "El año {year} se toma de la fecha del documento, {date}.",
    ),
    "rolling": (
        "Counted back from the document's date, {date}.",
        "Se cuenta hacia atrás desde la fecha del documento, {date}.",
    ),
    "calendar": (
        "Taken as a whole calendar period, from the document's date, {date}.",
        "Se toma como período calendario completo, según la fecha del documento, {date}.",
    ),
    "fiscal": (
        "Taken as the fiscal year that the document's date, {date}, points to.",
        "Se toma como el año fiscal que indica la fecha del documento, {date}.",
    ),
    "until": (
        "Taken as up to the document's date, {date}.",
        "Se toma hasta la fecha del documento, {date}.",
    ),
    "month_end": (
        "Taken as of the last day, {date}.",
        "Se toma al último día, {date}.",
    ),
    "us_fiscal": (
        "Taken as the U.S. fiscal year, which starts on October 1 of the year before.",
        "Se toma como el año fiscal de los Estados Unidos, que empieza el 1 de octubre del año anterior.",
    ),
    "fiscal_range": (
        "Taken as fiscal years {first} through {last}.",
        "Se toma como los años fiscales {first} a {last}.",
    ),
}


def note(name: str, language: str, *, when: date | None = None, **details: object) -> str:
    """The sentence ``name`` in ``language``; ``when`` is written out in it."""
    template = _NOTES[name][language == "es"]
    return template.format(date=long_date(when, language) if when else "", **details)


def long_date(when: date, language: str) -> str:
    """April 13, 2022; 13 de abril de 2022."""
    if language == "es":
        return f"{when.day} de {MONTHS_ES[when.month - 1]} de {when.year}"
    return f"{MONTHS_EN[when.month - 1].capitalize()} {when.day}, {when.year}"
