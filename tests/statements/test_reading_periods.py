"""Words of time to dates, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.statements import (
    Period,
    Refused,
    calendar_year,
    find_periods,
    fiscal_half,
    fiscal_quarter,
    fiscal_year,
    half,
    parse_period,
    quarter,
)
from metrics.statements.languages import normalize

WRITTEN = date(2022, 4, 20)


def d(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("words", "start", "end", "kind"),
    [
        ("in 2021", "2021-01-01", "2021-12-31", "calendar_year"),
        ("calendar year 2021", "2021-01-01", "2021-12-31", "calendar_year"),
        ("FY 2022", "2021-10-01", "2022-09-30", "fiscal_year"),
        ("FY22", "2021-10-01", "2022-09-30", "fiscal_year"),
        ("fiscal year 2022", "2021-10-01", "2022-09-30", "fiscal_year"),
        ("the first half of FY 2022", "2021-10-01", "2022-03-31", "fiscal_half"),
        ("the second half of FY 2022", "2022-04-01", "2022-09-30", "fiscal_half"),
        ("Q2 FY 2022", "2022-01-01", "2022-03-31", "fiscal_quarter"),
        ("FY 2022 Q2", "2022-01-01", "2022-03-31", "fiscal_quarter"),
        ("the fourth quarter of fiscal year 2022", "2022-07-01", "2022-09-30", "fiscal_quarter"),
        ("the first half of 2021", "2021-01-01", "2021-06-30", "half"),
        ("H2 2021", "2021-07-01", "2021-12-31", "half"),
        ("Q1 2022", "2022-01-01", "2022-03-31", "quarter"),
        ("third quarter of 2022", "2022-07-01", "2022-09-30", "quarter"),
        ("October 2021", "2021-10-01", "2021-10-31", "month"),
        ("Feb. 2024", "2024-02-01", "2024-02-29", "month"),
        ("2021-08", "2021-08-01", "2021-08-31", "month"),
        ("April 13, 2022", "2022-04-13", "2022-04-13", "day"),
        ("April 1st, 2022", "2022-04-01", "2022-04-01", "day"),
        ("the 3rd of April 2022", "2022-04-03", "2022-04-03", "day"),
        ("May 23rd 2022", "2022-05-23", "2022-05-23", "day"),
        ("13 April 2022", "2022-04-13", "2022-04-13", "day"),
        ("2022-04-13", "2022-04-13", "2022-04-13", "day"),
        ("February 29, 2024", "2024-02-29", "2024-02-29", "day"),
        ("from August through December 2021", "2021-08-01", "2021-12-31", "span"),
        ("between August and December 2021", "2021-08-01", "2021-12-31", "span"),
        ("July to December 2021", "2021-07-01", "2021-12-31", "span"),
        ("November to January 2022", "2021-11-01", "2022-01-31", "span"),
        ("November 2021 to January", "2021-11-01", "2022-01-31", "span"),
        ("2021–2022", "2021-01-01", "2022-12-31", "span"),
        ("2021-22", "2021-01-01", "2022-12-31", "span"),
        ("in 2021 and 2022", "2021-01-01", "2022-12-31", "span"),
        ("2021-08-01 to 2021-12-31", "2021-08-01", "2021-12-31", "span"),
        ("2021-08-01/2021-12-31", "2021-08-01", "2021-12-31", "span"),
        ("April 19–20, 2022", "2022-04-19", "2022-04-20", "span"),
        ("19-20 April 2022", "2022-04-19", "2022-04-20", "span"),
        ("April 28 to May 3, 2022", "2022-04-28", "2022-05-03", "span"),
        ("Q1–Q3 2021", "2021-01-01", "2021-09-30", "span"),
        ("the first six months of 2021", "2021-01-01", "2021-06-30", "span"),
        ("the last three months of FY 2022", "2022-07-01", "2022-09-30", "span"),
        ("FY 2021 through FY 2022", "2020-10-01", "2022-09-30", "span"),
        ("since August 2021", "2021-08-01", None, "since"),
        ("since August 5, 2021", "2021-08-05", None, "since"),
        ("since FY 2020", "2019-10-01", None, "since"),
        ("since August 2021 through March 2022", "2021-08-01", "2022-03-31", "span"),
        ("through December 2021", None, "2021-12-31", "span"),
        ("by the end of 2023", None, "2023-12-31", "span"),
        ("as of April 13, 2022", None, "2022-04-13", "as_of"),
        ("", None, None, "unstated"),
        ("period not stated", None, None, "unstated"),
    ],
)
def test_english_words_that_fix_dates(words: str, start: str | None, end: str | None, kind: str) -> None:
    period = parse_period(words)
    assert (period.start, period.end, period.kind) == (d(start), d(end), kind)
    assert period.as_stated == words
    assert period.assumption == ""


@pytest.mark.parametrize(
    ("words", "start", "end", "kind"),
    [
        ("en 2021", "2021-01-01", "2021-12-31", "calendar_year"),
        ("el primer semestre de 2021", "2021-01-01", "2021-06-30", "half"),
        ("segundo trimestre de 2022", "2022-04-01", "2022-06-30", "quarter"),
        ("T1 2022", "2022-01-01", "2022-03-31", "quarter"),
        ("octubre de 2021", "2021-10-01", "2021-10-31", "month"),
        ("setiembre del 2021", "2021-09-01", "2021-09-30", "month"),
        ("13 de abril de 2022", "2022-04-13", "2022-04-13", "day"),
        ("1º de enero de 2022", "2022-01-01", "2022-01-01", "day"),
        ("primero de enero de 2022", "2022-01-01", "2022-01-01", "day"),
        ("de agosto a diciembre de 2021", "2021-08-01", "2021-12-31", "span"),
        ("entre agosto y diciembre de 2021", "2021-08-01", "2021-12-31", "span"),
        ("desde agosto hasta diciembre de 2021", "2021-08-01", "2021-12-31", "span"),
        ("enero-marzo de 2022", "2022-01-01", "2022-03-31", "span"),
        ("del 19 al 20 de abril de 2022", "2022-04-19", "2022-04-20", "span"),
        ("los primeros seis meses de 2021", "2021-01-01", "2021-06-30", "span"),
        ("desde agosto de 2021", "2021-08-01", None, "since"),
        ("a partir de agosto de 2021", "2021-08-01", None, "since"),
        ("hasta diciembre de 2021", None, "2021-12-31", "span"),
        ("al 13 de abril de 2022", None, "2022-04-13", "as_of"),
        ("período no indicado", None, None, "unstated"),
    ],
)
def test_spanish_words_that_fix_dates(words: str, start: str | None, end: str | None, kind: str) -> None:
    period = parse_period(words, "es")
    assert (period.start, period.end, period.kind) == (d(start), d(end), kind)
    assert period.assumption == ""


@pytest.mark.parametrize(
    ("words", "language", "start", "end", "assumed"),
    [
        ("as of April 13", "en", None, "2022-04-13", "The year 2022 is taken from"),
        ("as of December 31", "en", None, "2021-12-31", "The year 2021 is taken from"),
        ("as of March 2022", "en", None, "2022-03-31", "last day"),
        ("as of April 2022", "en", None, "2022-04-20", "last day"),
        ("since August", "en", "2021-08-01", None, "The year 2021"),
        ("in March", "en", "2022-03-01", "2022-03-31", "The year 2022"),
        ("on March 3rd", "en", "2022-03-03", "2022-03-03", "The year 2022"),
        ("July to December", "en", "2021-07-01", "2021-12-31", "The year 2021"),
        ("over the last two years", "en", "2020-04-21", "2022-04-20", "Counted back from"),
        ("in the past six months", "en", "2021-10-21", "2022-04-20", "Counted back from"),
        ("during the last 10 days", "en", "2022-04-11", "2022-04-20", "Counted back from"),
        ("in the past year", "en", "2021-04-21", "2022-04-20", "Counted back from"),
        ("last year", "en", "2021-01-01", "2021-12-31", "whole calendar period"),
        ("this year", "en", "2022-01-01", "2022-12-31", "whole calendar period"),
        ("last month", "en", "2022-03-01", "2022-03-31", "whole calendar period"),
        ("last quarter", "en", "2022-01-01", "2022-03-31", "whole calendar period"),
        ("this fiscal year", "en", "2021-10-01", "2022-09-30", "fiscal year"),
        ("last fiscal year", "en", "2020-10-01", "2021-09-30", "fiscal year"),
        ("to date", "en", None, "2022-04-20", "up to the document's date"),
        ("from August 2021 to date", "en", "2021-08-01", "2022-04-20", "up to the document's date"),
        ("since August 2021 to the present", "en", "2021-08-01", "2022-04-20", "up to the document's date"),
        ("desde agosto de 2021 a la fecha", "es", "2021-08-01", "2022-04-20", "fecha del documento"),
        ("so far this year", "en", "2022-01-01", "2022-04-20", "up to the document's date"),
        ("FY 2021–2022", "en", "2020-10-01", "2022-09-30", "fiscal years 2021 through 2022"),
        ("año fiscal 2022", "es", "2021-10-01", "2022-09-30", "Estados Unidos"),
        ("primer semestre del año fiscal 2022", "es", "2021-10-01", "2022-03-31", "Estados Unidos"),
        ("al 13 de abril", "es", None, "2022-04-13", "El año 2022"),
        ("en los últimos dos años", "es", "2020-04-21", "2022-04-20", "hacia atrás"),
        ("el último año", "es", "2021-04-21", "2022-04-20", "hacia atrás"),
        ("el año pasado", "es", "2021-01-01", "2021-12-31", "calendario"),
        ("este año fiscal", "es", "2021-10-01", "2022-09-30", "año fiscal"),
        ("a la fecha", "es", None, "2022-04-20", "fecha del documento"),
        ("en lo que va del año", "es", "2022-01-01", "2022-04-20", "fecha del documento"),
    ],
)
def test_what_is_supposed_is_said(words: str, language: str, start: str | None, end: str | None, assumed: str) -> None:
    period = parse_period(words, language, WRITTEN)
    assert period.dates == (d(start), d(end))
    assert assumed in period.assumption


def test_a_day_earlier_in_the_documents_year_is_of_that_year() -> None:
    assert parse_period("on April 19", "en", date(2022, 12, 7)).dates == (date(2022, 4, 19), date(2022, 4, 19))


@pytest.mark.parametrize(
    "words",
    ["as of April 13", "since August", "July to December", "last year", "over the last two years", "to date"],
)
def test_words_that_need_the_documents_date_are_refused_without_it(words: str) -> None:
    with pytest.raises(Refused, match="document's date"):
        parse_period(words)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("February 30, 2022", "no day 2022-02-30"),
        ("31 April 2022", "no day 2022-04-31"),
        ("February 29, 2022", "no day 2022-02-29"),
        ("2022-13-01", "no day 2022-13-01"),
        ("2022-00-10", "no day 2022-00-10"),
        ("December 2021 to August 2021", "ends on 2021-08-31, before it starts on 2021-12-01"),
        ("2022-05-01 to 2022-04-01", "before it starts"),
        ("2022–2021", "before it starts"),
        ("early 2021", "fixes no dates"),
        ("summer 2021", "fixes no dates"),
        ("two years", "length of time"),
        ("in three months", "length of time"),
        ("04/05/2022", "two orders"),
        ("FY 2021-22", "not read"),
        ("FY 2021/22", "two orders"),
        ("month 13", "length of time"),
        ("2921", "not read"),
        ("soon", "not read"),
        ("in 2021 or so", "not read"),
        ("in June", "the last or the next"),
        ("June 3rd", "the last or the next"),
        ("three years", "not read|length of time"),
        ("the last 500 years", "farther back"),
        ("x" * 201, "too long"),
    ],
)
def test_impossible_and_unclear_times_are_refused(words: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        parse_period(words, "en", WRITTEN)


def test_the_us_fiscal_year_starts_on_october_1_of_the_year_before() -> None:
    assert fiscal_year(2022).dates == (date(2021, 10, 1), date(2022, 9, 30))
    assert fiscal_half(2022, 1).dates == (date(2021, 10, 1), date(2022, 3, 31))
    assert fiscal_half(2022, 2).dates == (date(2022, 4, 1), date(2022, 9, 30))
    assert [fiscal_quarter(2022, number).start for number in (1, 2, 3, 4)] == [
        date(2021, 10, 1),
        date(2022, 1, 1),
        date(2022, 4, 1),
        date(2022, 7, 1),
    ]


@pytest.mark.parametrize(
    ("start_month", "start", "end"),
    [(1, "2022-01-01", "2022-12-31"), (4, "2021-04-01", "2022-03-31"), (7, "2021-07-01", "2022-06-30")],
)
def test_another_fiscal_year_is_named_for_the_year_it_ends_in(start_month: int, start: str, end: str) -> None:
    assert parse_period("FY 2022", fiscal_year_start=start_month).dates == (d(start), d(end))
    assert fiscal_year(2022, start_month).dates == (d(start), d(end))
    here = parse_period("this fiscal year", document_date=date.fromisoformat(end), fiscal_year_start=start_month)
    assert here.dates == (d(start), d(end))


def test_parts_of_a_year_add_up_to_it() -> None:
    for whole, parts in (
        (calendar_year(2021), [half(2021, 1), half(2021, 2)]),
        (calendar_year(2021), [quarter(2021, number) for number in (1, 2, 3, 4)]),
        (fiscal_year(2022), [fiscal_half(2022, 1), fiscal_half(2022, 2)]),
        (fiscal_year(2022), [fiscal_quarter(2022, number) for number in (1, 2, 3, 4)]),
    ):
        assert (parts[0].start, parts[-1].end) == whole.dates
        assert all(whole.contains(part) for part in parts)
        assert not any(one.overlaps(other) for one in parts for other in parts if one is not other)


@pytest.mark.parametrize("part", [0, 5])
def test_a_year_has_no_other_parts(part: int) -> None:
    with pytest.raises(Refused, match="no number"):
        fiscal_quarter(2022, part)


def test_a_period_never_ends_before_it_starts() -> None:
    with pytest.raises(Refused, match="before it starts"):
        Period(date(2022, 1, 2), date(2022, 1, 1), "", "span")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("reached 500 people in 2021 and more later", ["in 2021"]),
        ("Since August 2021, the office has held 12 events", ["Since August 2021"]),
        ("over 2,000 people", []),
        ("between 5 and 7 thousand", []),
        ("they may march in protest", []),
        ("the 2020 storms", []),
        ("damaged by the 2020 storms", []),
        ("as never in any prior year", []),
        ("we will now open the session", []),
        ("it grew in March. Then it fell.", ["in March"]),
        ("the 2021–2022 plans", ["2021–2022"]),
        ("6 for the first half of FY 2022 and 11 for the second half of FY 2022",
         ["for the first half of FY 2022", "for the second half of FY 2022"]),
        ("as of May 3 in FY 2022", ["as of May 3", "in FY 2022"]),
        ("on February 30, 2022", ["on February 30, 2022"]),
    ],
)  # fmt: skip
def test_periods_are_found_in_running_text(text: str, words: list[str]) -> None:
    found = find_periods(normalize(text), "en", WRITTEN)
    assert [item.words for item in found] == words
    assert all(text[item.start : item.end] == item.words for item in found)


def test_a_found_period_without_dates_says_why() -> None:
    (found,) = find_periods("on February 30, 2022")
    assert found.period is None
    assert "no day 2022-02-30" in found.reason


@pytest.mark.parametrize(
    ("language", "words", "start", "end"),
    [
        ("en", "next year", "2023-01-01", "2023-12-31"),
        ("en", "by the end of next year", None, "2023-12-31"),
        ("en", "through last month", None, "2022-03-31"),
        ("en", "by June", None, "2022-06-30"),
        ("en", "by March 31", None, "2022-03-31"),
        ("en", "through the end of March", None, "2022-03-31"),
        ("en", "before 2027", None, "2026-12-31"),
        ("en", "by the end of the year", None, "2022-12-31"),
        ("en", "at the end of 2021", None, "2021-12-31"),
        ("en", "in the whole of 2021", "2021-01-01", "2021-12-31"),
        ("en", "so far in fiscal year 2022", "2021-10-01", "2022-04-20"),
        ("en", "last week", "2022-04-11", "2022-04-17"),
        ("en", "yesterday", "2022-04-19", "2022-04-19"),
        ("en", "in the first quarter", "2022-01-01", "2022-03-31"),
        ("en", "during the second half", "2021-07-01", "2021-12-31"),
        ("es", "antes de que termine el año", None, "2022-12-31"),
        ("es", "antes de junio de 2023", None, "2023-05-31"),
        ("es", "a finales de 2021", None, "2021-12-31"),
        ("es", "al cierre de marzo", None, "2022-03-31"),
        ("es", "el próximo año", "2023-01-01", "2023-12-31"),
        ("es", "hasta el próximo año", None, "2023-12-31"),
        ("es", "en todo 2021", "2021-01-01", "2021-12-31"),
        ("es", "para todo 2023", "2023-01-01", "2023-12-31"),
        ("es", "en lo que va de 2022", "2022-01-01", "2022-04-20"),
        ("es", "en el transcurso de 2021", "2021-01-01", "2021-12-31"),
        ("es", "la semana pasada", "2022-04-11", "2022-04-17"),
        ("es", "en el segundo semestre", "2021-07-01", "2021-12-31"),
        ("es", "anteayer", "2022-04-18", "2022-04-18"),
    ],
)
def test_deadlines_ends_and_days_by_the_documents_date(language, words, start, end):
    assert parse_period(words, language, WRITTEN).dates == (d(start), d(end))
    (found,) = find_periods(normalize(f"x {words}, x"), language, WRITTEN)
    assert found.period
    assert found.period.dates == (d(start), d(end))


@pytest.mark.parametrize("words", ["by October", "before the 2020 storms"])
def test_no_dates_where_the_year_is_open_or_names_a_thing(words):
    assert [found for found in find_periods(words, "en", WRITTEN) if found.period and found.period.end] == []


@pytest.mark.parametrize(
    ("text", "language", "start", "end"),
    [
        ("in April of last year", "en", "2021-04-01", "2021-04-30"),
        ("in the first half of this year", "en", "2022-01-01", "2022-06-30"),
        ("durante el primer semestre del año entrante", "es", "2023-01-01", "2023-06-30"),
        ("en julio del año pasado", "es", "2021-07-01", "2021-07-31"),
        ("entre enero y marzo de este año", "es", "2022-01-01", "2022-03-31"),
        ("durante el mes de mayo", "es", "2022-05-01", "2022-05-31"),
        ("in the first ten days of April 2022", "en", "2022-04-01", "2022-04-10"),
        ("en la primera quincena de mayo", "es", "2022-05-01", "2022-05-15"),
        ("the second half of June 2021", "en", "2021-06-16", "2021-06-30"),
        ("the second week of May", "en", "2022-05-08", "2022-05-14"),
        ("the last quarter of 2021", "en", "2021-10-01", "2021-12-31"),
        ("FY 2022 Quarter 2", "en", "2022-01-01", "2022-03-31"),
        ("the first half of last fiscal year", "en", "2020-10-01", "2021-03-31"),
        ("so far this fiscal year", "en", "2021-10-01", "2022-08-03"),
        ("this year to date", "en", "2022-01-01", "2022-08-03"),
        ("since the new year", "en", "2022-01-01", None),
        ("desde inicios de año", "es", "2022-01-01", None),
        ("since last month", "en", "2022-07-01", None),
        ("a partir de la próxima semana", "es", "2022-08-08", None),
        ("on Friday", "en", "2022-07-29", "2022-07-29"),
        ("on Wednesday", "en", "2022-08-03", "2022-08-03"),
        ("last Wednesday", "en", "2022-07-27", "2022-07-27"),
        ("el viernes pasado", "es", "2022-07-29", "2022-07-29"),
        ("on Friday, July 1, 2022", "en", "2022-07-01", "2022-07-01"),
    ],
)
def test_parts_of_years_and_months_counted_from_the_day(text, language, start, end):
    period = parse_period(text, language, date(2022, 8, 3))
    assert tuple(day and day.isoformat() for day in period.dates) == (start, end)


def test_a_weekday_needs_the_day_of_the_document():
    with pytest.raises(Refused, match="document's date"):
        parse_period("on Friday", "en")
