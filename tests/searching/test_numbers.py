"""A number typed in any form."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.searching.numbers import LARGEST, read_number
from metrics.statements import Qualifier, Quantity, UnitForms, render

PEOPLE = UnitForms("person", "people", "count")
DOLLARS = UnitForms("U.S. dollar", "U.S. dollars", "money", "USD")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("37806", [37806]),
        ("37,806", [37806]),
        ("37.806", [37806, Decimal("37.806")]),
        ("37 806", [37806]),
        ("37\u00a0806", [37806]),
        ("37\u202f806", [37806]),
        ("$310M", [310_000_000]),
        ("$ 310 million", [310_000_000]),
        ("310 million", [310_000_000]),
        ("310 millones", [310_000_000]),
        ("310 millones de dólares", [310_000_000]),
        ("US$1.2 billion", [1_200_000_000]),
        ("28.9%", [Decimal("28.9")]),
        ("28,9 por ciento", [Decimal("28.9")]),
        ("more than 131,000", [131_000]),
        ("más de 131.000", [131_000]),
        ("1.234 millones", [1_234_000_000, 1_234_000]),
        ("one million", [1_000_000]),
        ("2000", [2000]),
        ("0", [0]),
        ("37,806.", [37806]),
        ("(37,806)", [37806]),
        ("3.5 mil", [3500]),
    ],
)
def test_every_reading_is_looked_for_the_likeliest_first(text, values):
    number, _, _ = read_number(text)
    assert list(number.values) == values


@pytest.mark.parametrize("text", ["", "asylum", "h2b", "1,2,3", "9" * 60, "1.23456", "٣٧", "½"])
def test_what_is_no_number_that_a_figure_can_have_is_none(text):
    assert read_number(text)[0] is None


@pytest.mark.parametrize(
    ("text", "kind", "currency", "qualifier", "rest"),
    [
        ("$310M for food", "money", "USD", None, "for food"),
        ("28.9%", "share", "", None, ""),
        ("more than 131,000 applications", "", "", Qualifier.MORE_THAN, "applications"),
        ("H-2B visas 18,000", "", "", None, "H-2B visas"),
    ],
)
def test_what_stands_with_the_number_is_understood(text, kind, currency, qualifier, rest):
    number, around, _ = read_number(text)
    assert (number.kind, number.currency, number.qualifier) == (kind, currency, qualifier)
    assert around.strip() == rest


def test_a_year_may_be_one():
    assert read_number("asylum 2021")[2] == 2021
    assert read_number("asylum 20210")[2] is None


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_read_or_is_none(text):
    number, _, _ = read_number(text)
    assert number is None or all(0 <= value < LARGEST for value in number.values)


@given(
    st.decimals(min_value=0, max_value=10**11, places=1),
    st.sampled_from(Qualifier),
    st.sampled_from(["en", "es"]),
    st.sampled_from([None, DOLLARS]),
)
def test_a_figure_is_found_by_its_words_in_either_language(value, qualifier, language, unit):
    words = render(Quantity(value, qualifier), unit, language)
    number, _, _ = read_number(words)
    # "less than zero" and its like are no words of a figure.
    assert number is not None
    assert value in number.values
