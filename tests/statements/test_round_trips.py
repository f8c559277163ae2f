"""What is rendered is read back to the same figure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statements import Qualifier, Quantity, Statement, UnitForms, parse, render
from tests.statements.strategies import languages, qualifiers, quantities, styles, values

UNITS = {
    "en": [
        UnitForms("visa", "visas"),
        UnitForms("asylum claim", "asylum claims"),
        UnitForms("H-2B visa", "H-2B visas"),
        UnitForms("", "", "money", "USD"),
        UnitForms("", "", "money", "EUR"),
        UnitForms("", "", "money", "HNL"),
        UnitForms("percent", "percent", "share"),
        UnitForms("person per day", "people per day", "rate"),
    ],
    "es": [
        UnitForms("visa", "visas"),
        UnitForms("solicitud de asilo", "solicitudes de asilo"),
        UnitForms("visa H-2B", "visas H-2B"),
        UnitForms("", "", "money", "USD"),
        UnitForms("", "", "money", "GTQ"),
        UnitForms("por ciento", "por ciento", "share"),
        UnitForms("persona por día", "personas por día", "rate"),
    ],
}

units = st.sampled_from([(language, unit) for language, forms in UNITS.items() for unit in forms])


@given(quantities, languages, styles)
def test_a_bare_quantity_comes_back(quantity: Quantity, language: str, style: str) -> None:
    assert parse(render(quantity, None, language, style=style), language).quantity == quantity


@given(quantities, units, styles)
def test_a_quantity_with_its_unit_comes_back(
    quantity: Quantity, language_and_unit: tuple[str, UnitForms], style: str
) -> None:
    language, unit = language_and_unit
    countable = unit.kind == "count" and quantity.value != quantity.value.to_integral_value()
    if countable:
        quantity = replace(quantity, value=quantity.value.to_integral_value())
    back = parse(render(quantity, unit, language, style=style), language)
    assert back.quantity == quantity
    assert back.unit_kind == unit.kind
    assert back.currency == unit.currency
    if unit.kind == "count":
        assert back.unit_hint == (unit.singular if quantity.value == 1 else unit.plural)


@given(values, values, qualifiers, languages, styles, st.sampled_from([None, "USD"]))
def test_a_range_comes_back(
    low: Decimal, width: Decimal, qualifier: Qualifier, language: str, style: str, currency: str | None
) -> None:
    if not width:
        width = Decimal(1)
    kind = "money" if currency else None
    statement = Statement(low, qualifier, low + width, unit_kind=kind, currency=currency)
    back = parse(render(statement, None, language, style=style), language)
    assert (back.value, back.value_max, back.qualifier) == (low, low + width, qualifier)


@given(values, languages, styles)
def test_a_negative_value_comes_back(value: Decimal, language: str, style: str) -> None:
    quantity = Quantity(-value)
    assert parse(render(quantity, None, language, style=style), language).quantity == quantity


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("nearly $169 million", "en"),
        ("more than 1.5 million", "en"),
        ("under 28.9 percent", "en"),
        ("at least 250 victims", "en"),
        ("about 10,000–12,000 people", "en"),
        ("$5–7 million", "en"),
        ("casi $169 millones", "es"),
        ("más de 131,000 solicitudes", "es"),
        ("alrededor de 1.9 millones", "es"),
        ("$2.5 mil millones", "es"),
        ("menos de 28.9 por ciento", "es"),
    ],
)
def test_words_in_the_house_style_come_back_unchanged(words: str, language: str) -> None:
    statement = parse(words, language)
    assert render(statement, None, language) == words
