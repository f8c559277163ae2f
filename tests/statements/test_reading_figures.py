"""Words to values, qualifiers, units and currencies, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.statements import Qualifier, Statement, fiscal_half, fiscal_year, parse

Q = Qualifier


def read(words: str, language: str = "en") -> tuple[str, Q]:
    statement = parse(words, language)
    return f"{statement.value:f}", statement.qualifier


@pytest.mark.parametrize(
    ("words", "value", "qualifier"),
    [
        ("nearly $169 million", "169000000", Q.NEARLY),
        ("more than 1.5 million", "1500000", Q.MORE_THAN),
        ("almost two million", "2000000", Q.NEARLY),
        ("40 percent", "40", Q.EXACT),
        ("$1.2 billion", "1200000000", Q.EXACT),
        ("USD 310,000,000", "310000000", Q.EXACT),
        ("over 600 personnel", "600", Q.MORE_THAN),
        ("at least 250", "250", Q.AT_LEAST),
        ("500 or more", "500", Q.AT_LEAST),
        ("500 people or more", "500", Q.AT_LEAST),
        ("500+ visas", "500", Q.AT_LEAST),
        ("no more than 100 daily", "100", Q.UP_TO),
        ("it doesn't go over 100 daily", "100", Q.UP_TO),
        ("it doesn’t go over 100 daily", "100", Q.UP_TO),
        ("no fewer than 30", "30", Q.AT_LEAST),
        ("an additional $310 million", "310000000", Q.EXACT),
        ("a total of $26 million", "26000000", Q.EXACT),
        ("a total of more than $26 million", "26000000", Q.MORE_THAN),
        ("more than an additional 500", "500", Q.MORE_THAN),
        ("some 95 million people", "95000000", Q.ABOUT),
        ("something like $1.2 billion in new money", "1200000000", Q.ABOUT),
        ("500 or so", "500", Q.ABOUT),
        ("just under 500", "500", Q.NEARLY),
        ("as many as 70", "70", Q.UP_TO),
        ("three centers", "3", Q.EXACT),
        ("seven mobile units", "7", Q.EXACT),
        ("zero visas", "0", Q.EXACT),
        ("twenty-two countries", "22", Q.EXACT),
        ("one hundred and five thousand", "105000", Q.EXACT),
        ("a hundred and five thousand", "105000", Q.EXACT),
        ("two thousand one", "2001", Q.EXACT),
        ("two hundred fifty thousand", "250000", Q.EXACT),
        ("two million three hundred thousand and four", "2300004", Q.EXACT),
        ("twelve hundred", "1200", Q.EXACT),
        ("half a million", "500000", Q.EXACT),
        ("two and a half million people", "2500000", Q.EXACT),
        ("a dozen centers", "12", Q.EXACT),
        ("1.444", "1.444", Q.EXACT),
        ("1.444 million", "1444000", Q.EXACT),
        ("1.444.000 visas", "1444000", Q.EXACT),
        ("1,234,567.89", "1234567.89", Q.EXACT),
        ("1 234 567 people", "1234567", Q.EXACT),
        ("1\u00a0234\u202f567 people", "1234567", Q.EXACT),
        ("$169\u00a0million", "169000000", Q.EXACT),
        ("US$1Billion", "1000000000", Q.EXACT),
        ("$2800 million", "2800000000", Q.EXACT),
        ("$5K", "5000", Q.EXACT),
        ("$5m", "5000000", Q.EXACT),
        ("a $5-million program", "5000000", Q.EXACT),
        ("−5 percent", "-5", Q.EXACT),
        ("minus 5 percent", "-5", Q.EXACT),
        ("> 131,000", "131000", Q.MORE_THAN),
        (">= 131,000", "131000", Q.AT_LEAST),
        ("~ 5,100 youth", "5100", Q.ABOUT),
        ("more than 2000 visas", "2000", Q.MORE_THAN),
        ("1,000 [3]", "1000", Q.EXACT),
        ("peak of 2,800 migrants in a day", "2800", Q.EXACT),
        ("The total: 500", "500", Q.EXACT),
        ("usd 5 million", "5000000", Q.EXACT),
        ("one of the five offices", "1", Q.EXACT),
        ("one center", "1", Q.EXACT),
        ("one", "1", Q.EXACT),
        ("- 500 visas", "500", Q.EXACT),
        ("• 500 visas", "500", Q.EXACT),
        ("reached 20 to 30 families", "20", Q.EXACT),
    ],
)
def test_english_figures_are_read(words: str, value: str, qualifier: Q) -> None:
    assert read(words) == (value, qualifier)


@pytest.mark.parametrize(
    ("words", "value", "qualifier"),
    [
        ("unos 1,9 millones", "1900000", Q.ABOUT),
        ("más de 131.000", "131000", Q.MORE_THAN),
        ("más de 131,000", "131000", Q.MORE_THAN),
        ("US$ 2,5 mil millones", "2500000000", Q.EXACT),
        ("$2800 millones", "2800000000", Q.EXACT),
        ("1,5 millones", "1500000", Q.EXACT),
        ("un millón y medio", "1500000", Q.EXACT),
        ("medio millón", "500000", Q.EXACT),
        ("dos y medio millones", "2500000", Q.EXACT),
        ("1.444", "1444", Q.EXACT),
        ("1.234,5", "1234.5", Q.EXACT),
        ("1,234.5", "1234.5", Q.EXACT),
        ("0,125", "0.125", Q.EXACT),
        ("2.500 millones de dólares", "2500000000", Q.EXACT),
        ("37 mil 806", "37806", Q.EXACT),
        ("dos mil quinientos millones", "2500000000", Q.EXACT),
        ("cien mil millones", "100000000000", Q.EXACT),
        ("ciento treinta y un mil solicitudes", "131000", Q.EXACT),
        ("veintidós países", "22", Q.EXACT),
        ("mil personas", "1000", Q.EXACT),
        ("dos millones trescientas mil personas", "2300000", Q.EXACT),
        ("3 millardos de dólares", "3000000000", Q.EXACT),
        ("casi dos millones de personas", "2000000", Q.NEARLY),
        ("al menos 250 víctimas", "250", Q.AT_LEAST),
        ("250 o más", "250", Q.AT_LEAST),
        ("hasta 100 diarios", "100", Q.UP_TO),
        ("no más de 100 personas al día", "100", Q.UP_TO),
        ("hasta 1900 por ciento", "1900", Q.UP_TO),
        ("hasta 1,900.0 por ciento", "1900", Q.UP_TO),
        ("menos de 28.9 %", "28.9", Q.LESS_THAN),
        ("alrededor de 800.000 espectadores", "800000", Q.ABOUT),
        ("cerca de 40 por ciento", "40", Q.ABOUT),
        ("un total de 26 millones de dólares adicionales", "26000000", Q.EXACT),
        ("superó los 4.500 usuarios", "4500", Q.MORE_THAN),
        ("una de las cinco oficinas", "1", Q.EXACT),
    ],
)
def test_spanish_figures_are_read(words: str, value: str, qualifier: Q) -> None:
    assert read(words, "es") == (value, qualifier)


@pytest.mark.parametrize(
    ("words", "language", "low", "high", "qualifier"),
    [
        ("10,000–12,000", "en", "10000", "12000", Q.EXACT),
        ("10,000-12,000 people", "en", "10000", "12000", Q.EXACT),
        ("10,000 to 12,000 people", "en", "10000", "12000", Q.EXACT),
        ("between 5 and 7 thousand", "en", "5000", "7000", Q.EXACT),
        ("two to three million", "en", "2000000", "3000000", Q.EXACT),
        ("500,000 to 1 million", "en", "500000", "1000000", Q.EXACT),
        ("$5–7 million", "en", "5000000", "7000000", Q.EXACT),
        ("$5 million to $7 million", "en", "5000000", "7000000", Q.EXACT),
        ("40–50 percent", "en", "40", "50", Q.EXACT),
        ("2000–2100 percent", "en", "2000", "2100", Q.EXACT),
        ("40% to 50%", "en", "40", "50", Q.EXACT),
        ("about 10,000–12,000 people", "en", "10000", "12000", Q.ABOUT),
        ("entre 5 y 7 mil", "es", "5000", "7000", Q.EXACT),
        ("10.000 a 12.000 personas", "es", "10000", "12000", Q.EXACT),
    ],
)
def test_ranges_keep_both_ends(words: str, language: str, low: str, high: str, qualifier: Q) -> None:
    statement = parse(words, language)
    assert (statement.value, statement.value_max) == (Decimal(low), Decimal(high))
    assert statement.qualifier is qualifier


def test_a_range_allows_what_lies_between_its_ends() -> None:
    bounds = parse("10,000–12,000").bounds()
    assert bounds.contains(Decimal(10000))
    assert bounds.contains(Decimal(12000))
    assert not bounds.contains(Decimal(12001))
    assert parse("more than 10,000–12,000").bounds().low == 10000


@pytest.mark.parametrize(
    ("words", "language", "hint", "kind"),
    [
        ("more than 1,000 asylum claims in 2021", "en", "asylum claims", "count"),
        ("18,000 H-2B visas reserved for several countries", "en", "H-2B visas", "count"),
        ("20,000 additional H-2B visas", "en", "H-2B visas", "count"),
        ("almost 9,000 returned or prospective migrants", "en", "returned or prospective migrants", "count"),
        ("over 600 Government of Guatemala personnel", "en", "Government of Guatemala personnel", "count"),
        ("22 countries represented here", "en", "countries", "count"),
        ("6,500 allotted", "en", None, None),
        ("37,806", "en", None, None),
        ("three", "en", None, None),
        ("40 percent", "en", None, "share"),
        ("40 per cent of Panamanian citizens", "en", "Panamanian citizens", "share"),
        ("2 percentage points", "en", "percentage points", None),
        ("no more than 100 daily", "en", None, "rate"),
        ("2,800 migrants in a day", "en", "migrants", "rate"),
        ("12 per 100,000 people", "en", None, "rate"),
        ("$5 million in grants", "en", None, "money"),
        ("$3 per day", "en", None, "rate"),
        ("más de 131,000 solicitudes de asilo en 2021", "es", "solicitudes de asilo", "count"),
        ("18.000 visas H-2B", "es", "visas H-2B", "count"),
        ("100 de Guatemala", "es", None, None),
        ("40 percent of the schools", "en", "schools", "share"),
        ("1.5 millones de personas", "es", "personas", "count"),
        ("tres centros", "es", "centros", "count"),
        ("100 personas al día", "es", "personas", "rate"),
        ("40 por ciento de los hogares", "es", "hogares", "share"),
    ],
)
def test_the_unit_is_the_noun_as_stated(words: str, language: str, hint: str | None, kind: str | None) -> None:
    statement = parse(words, language)
    assert (statement.unit_hint, statement.unit_kind) == (hint, kind)


@pytest.mark.parametrize(
    ("words", "per"),
    [
        ("100 daily", "day"),
        ("5 a week", "week"),
        ("5/day", "day"),
        ("12 per 100,000 people", "100,000 people"),
        ("5", None),
    ],
)
def test_a_rate_keeps_what_it_is_counted_over(words: str, per: str | None) -> None:
    assert parse(words).per == per


@pytest.mark.parametrize(
    ("words", "language", "currency"),
    [
        ("$5", "en", "USD"),
        ("US$5", "en", "USD"),
        ("U.S.$ 5", "en", "USD"),
        ("5 dollars", "en", "USD"),
        ("310 million U.S. dollars", "en", "USD"),
        ("$5 USD", "en", "USD"),
        ("EUR 5 million", "en", "EUR"),
        ("5 million EUR", "en", "EUR"),
        ("€5 million", "en", "EUR"),
        ("5 €", "en", "EUR"),
        ("MXN5,000", "en", "MXN"),
        ("MX$5,000", "en", "MXN"),
        ("5 million lempiras", "en", "HNL"),
        ("$5", "es", "USD"),
        ("5 millones de dólares estadounidenses", "es", "USD"),
        ("5 millones de quetzales", "es", "GTQ"),
        ("5 millones de pesos mexicanos", "es", "MXN"),
        ("5 visas", "en", None),
    ],
)
def test_a_currency_is_read_before_and_after(words: str, language: str, currency: str | None) -> None:
    statement = parse(words, language)
    assert statement.currency == currency
    assert statement.unit_kind == ("money" if currency else "count")


def test_parts_in_parentheses_are_figures_of_their_own() -> None:
    statement = parse("almost 120,000 (22,308 nurses, 75,271 farmers, 7,866 pilots and 13,740 cooks) graduates")
    assert [(str(part.value), part.unit_hint) for part in statement.parts] == [
        ("22308", "nurses"),
        ("75271", "farmers"),
        ("7866", "pilots"),
        ("13740", "cooks"),
    ]
    assert statement.unit_hint == "graduates"
    assert statement.parts_agree() is True
    assert parse("almost 130,000 (22,308 nurses, 75,271 farmers)").parts_agree() is False


@pytest.mark.parametrize("words", ["136 (40 percent)", "500", "136 (40 percent, 12 percent)", "$5 (3 men, 2 women)"])
def test_parts_of_another_kind_are_not_added(words: str) -> None:
    assert parse(words).parts_agree() is None


def test_spanish_parts_are_read_too() -> None:
    statement = parse("casi 120.000 (22.308 maestros, 75.271 obreros, 7.866 pilotos y 13.740 cocineros)", "es")
    assert sum(part.value for part in statement.parts) == 119185


def test_parts_carry_their_own_periods() -> None:
    statement = parse("900 grants (400 in the first half of FY 2022 and 500 in the second half of FY 2022)")
    assert statement.period is None
    assert [part.period and part.period.dates for part in statement.parts] == [
        fiscal_half(2022, 1).dates,
        fiscal_half(2022, 2).dates,
    ]


def test_an_acronym_in_parentheses_is_no_part() -> None:
    assert parse("three centers (MRCs) in the capital").parts == ()


def test_a_share_keeps_the_base_it_is_of() -> None:
    statement = parse("40 percent of the 340 Guatemalan municipalities")
    assert statement.base is not None
    assert (statement.base.value, statement.base.unit_hint) == (Decimal(340), "Guatemalan municipalities")
    assert parse("40 por ciento de los 340 municipios", "es").base is not None


def test_an_amount_keeps_the_amount_it_is_part_of() -> None:
    statement = parse("nearly $169 million of more than $588 million")
    assert statement.quantity.qualifier is Q.NEARLY
    assert statement.base is not None
    assert (statement.base.value, statement.base.qualifier) == (Decimal(588000000), Q.MORE_THAN)
    assert parse("300 of the 2,000 applicants").unit_hint == "applicants"


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("nearly $169 million in FY 2022", "en"),
        ("In FY 2022, nearly $169 million", "en"),
        ("nearly $169 million (FY 2022)", "en"),
        ("casi $169 millones en el año fiscal 2022", "es"),
    ],
)
def test_the_period_is_read_with_the_figure(words: str, language: str) -> None:
    statement = parse(words, language)
    assert statement.value == 169000000
    assert statement.period is not None
    assert statement.period.dates == fiscal_year(2022).dates
    assert "2022" in (statement.period_words or "")


def test_a_period_that_needs_the_documents_date_keeps_its_words() -> None:
    words = "As of April 13, there were 1,023 arrivals"
    without = parse(words)
    assert (without.period, without.period_words) == (None, "As of April 13")
    assert "names no year" in without.period_reason
    dated = parse(words, document_date=date(2022, 4, 20))
    assert dated.period is not None
    assert dated.period.end == date(2022, 4, 13)


def test_a_date_within_a_fiscal_year_counts_from_its_start() -> None:
    statement = parse("As of April 13, 2022, there were 1,023 arrivals in FY 2022")
    assert statement.period is not None
    assert statement.period.dates == (date(2021, 10, 1), date(2022, 4, 13))


def test_two_unrelated_periods_leave_the_choice_to_a_person() -> None:
    statement = parse("500 visas in 2020 against the plan of May 2019")
    assert statement.value == 500
    statement = parse("500 visas in 2020, decided in May 2019")
    assert (statement.period, statement.period_words) == (None, "in 2020; in May 2019")
    assert "several times" in statement.period_reason


@pytest.mark.parametrize(
    "words",
    [
        "reached almost two million people in three months",
        "2 million people within 6 weeks",
        "2 million children aged 5 to 17",
        "2 million children, some of those under 18 years",
    ],
)
def test_a_duration_or_an_age_beside_the_figure_is_not_a_second_figure(words: str) -> None:
    assert parse(words).value == 2000000


def test_the_words_are_kept_as_stated() -> None:
    assert parse("  nearly $169 million\n") == parse("nearly $169 million")
    assert parse(" “nearly $169 million” ").as_stated == "“nearly $169 million”"


def test_a_table_in_thousands_is_scaled_exactly() -> None:
    statement = parse("more than 1.5–2.5").scaled(Decimal(1000))
    assert (statement.value, statement.value_max, statement.qualifier) == (Decimal(1500), Decimal(2500), Q.MORE_THAN)
    assert isinstance(statement, Statement)
