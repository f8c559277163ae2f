"""Values to words, in both languages, without losing a digit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.statements import (
    Change,
    Qualifier,
    Quantity,
    Refused,
    Statement,
    UnitForms,
    parse,
    qualifier_symbol,
    qualifier_words,
    render,
    render_change,
)
from metrics.statements.render import Style

Q = Qualifier

APPLICATIONS = UnitForms("application", "applications")
SOLICITUDES = UnitForms("solicitud", "solicitudes")
DOLLARS = UnitForms("U.S. dollar", "U.S. dollars", "money", "USD")
LEMPIRAS = UnitForms("lempira", "lempiras", "money", "HNL")
PERCENT = UnitForms("percent", "percent", "share")
DAILY = UnitForms("person per day", "people per day", "rate")


def q(value: str, qualifier: Q = Q.EXACT) -> Quantity:
    return Quantity(Decimal(value), qualifier)


@pytest.mark.parametrize(
    ("figure", "unit", "language", "style", "words"),
    [
        (q("131000", Q.MORE_THAN), APPLICATIONS, "en", "long", "more than 131,000 applications"),
        (q("131000", Q.MORE_THAN), SOLICITUDES, "es", "long", "más de 131,000 solicitudes"),
        (q("169000000", Q.NEARLY), DOLLARS, "en", "long", "nearly $169 million"),
        (q("169000000", Q.NEARLY), DOLLARS, "en", "plain", "nearly $169,000,000"),
        (q("169000000", Q.NEARLY), DOLLARS, "es", "long", "casi $169 millones"),
        (q("40"), PERCENT, "en", "long", "40 percent"),
        (q("40"), PERCENT, "es", "long", "40 por ciento"),
        (q("28.9", Q.LESS_THAN), PERCENT, "en", "plain", "under 28.9 %"),
        (q("28.9", Q.LESS_THAN), PERCENT, "es", "plain", "menos de 28.9 %"),
        (q("131000", Q.MORE_THAN), None, "en", "symbol", "> 131,000"),
        (q("120000", Q.NEARLY), None, "en", "symbol", "≲ 120,000"),
        (q("1"), APPLICATIONS, "en", "long", "1 application"),
        (q("0"), APPLICATIONS, "en", "long", "0 applications"),
        (q("1", Q.AT_LEAST), APPLICATIONS, "en", "long", "at least 1 application"),
        (q("100", Q.UP_TO), DAILY, "en", "long", "up to 100 people per day"),
        (q("1234567"), DOLLARS, "en", "long", "$1,234,567"),
        (q("1234567"), DOLLARS, "es", "long", "$1,234,567"),
        (q("1250000"), DOLLARS, "en", "long", "$1.25 million"),
        (q("1200000000"), DOLLARS, "en", "long", "$1.2 billion"),
        (q("1200000000"), DOLLARS, "es", "long", "$1.2 mil millones"),
        (q("1000000000"), DOLLARS, "es", "long", "$1,000 millones"),
        (q("1000000000"), SOLICITUDES, "es", "long", "mil millones de solicitudes"),
        (q("1000000"), SOLICITUDES, "es", "long", "1 millón de solicitudes"),
        (q("1000000"), DOLLARS, "es", "long", "$1 millón"),
        (q("1500000"), SOLICITUDES, "es", "long", "1.5 millones de solicitudes"),
        (q("1500000"), SOLICITUDES, "es", "plain", "1,500,000 solicitudes"),
        (q("999999"), DOLLARS, "en", "long", "$999,999"),
        (q("1.5"), DOLLARS, "en", "long", "$1.50"),
        (q("5000000"), LEMPIRAS, "en", "long", "HNL 5 million"),
        (q("28.859"), PERCENT, "en", "long", "28.859 percent"),
        (q("28.859"), PERCENT, "es", "long", "28.8590 por ciento"),
        (q("1900", Q.UP_TO), PERCENT, "es", "long", "hasta 1,900.0 por ciento"),
        (q("1234567"), PERCENT, "es", "long", "1,234,567 por ciento"),
        (q("-6"), APPLICATIONS, "en", "long", "−6 applications"),
        (q("1234.5"), None, "es", "long", "1,234.5"),
        (q("40.0"), None, "en", "long", "40"),
    ],
)
def test_figures_are_written(figure: Quantity, unit: UnitForms | None, language: str, style: Style, words: str) -> None:
    assert render(figure, unit, language, style=style) == words


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (Statement(Decimal(10000), value_max=Decimal(12000)), "10,000–12,000"),
        (
            Statement(Decimal(5_000_000), value_max=Decimal(7_000_000), unit_kind="money", currency="USD"),
            "$5–7 million",
        ),
        (Statement(Decimal(500_000), Q.ABOUT, Decimal(1_000_000)), "about 500,000–1,000,000"),
        (Statement(Decimal(40), value_max=Decimal(50), unit_kind="share"), "40–50 percent"),
        (Statement(Decimal(-5), value_max=Decimal(5)), "−5 to 5"),
    ],
)
def test_ranges_are_written(statement: Statement, words: str) -> None:
    assert render(statement) == words


def test_a_statement_keeps_its_own_unit_where_none_is_given() -> None:
    assert render(parse("more than 1,000 asylum claims in 2021")) == "more than 1,000 asylum claims"
    assert render(parse("USD 310,000,000")) == "$310 million"


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_qualifier_but_exact_has_words_and_a_sign_of_its_own(language: str) -> None:
    inexact = [qualifier for qualifier in Q if qualifier is not Q.EXACT]
    assert len({qualifier_words(qualifier, language) for qualifier in inexact}) == 6
    assert len({qualifier_symbol(qualifier) for qualifier in inexact}) == 6
    assert qualifier_words(Q.EXACT, language) == qualifier_symbol(Q.EXACT) == ""


@pytest.mark.parametrize(
    ("change", "english", "spanish"),
    [
        (
            Change("down", q("96.4", Q.AT_LEAST)),
            "down by at least 96.4 percent",
            "baja de al menos 96.4 por ciento",
        ),
        (Change("up", q("12")), "up by 12 percent", "alza de 12 por ciento"),
        (Change("none", q("0")), "no change", "sin cambio"),
        (Change("none", q("0", Q.ABOUT)), "about unchanged", "sin cambio apreciable"),
    ],
)
def test_changes_are_written(change: Change, english: str, spanish: str) -> None:
    assert render_change(change) == english
    assert render_change(change, "es") == spanish


def test_another_language_is_refused() -> None:
    with pytest.raises(Refused):
        render(q("5"), None, "fr")


def test_a_unit_of_money_needs_its_currency() -> None:
    with pytest.raises(ValueError, match="currency"):
        UnitForms("dollar", "dollars", "money")
    with pytest.raises(ValueError, match="count, money, share, rate"):
        UnitForms("dollar", "dollars", "amount")
