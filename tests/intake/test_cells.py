"""What the heads and captions of tables say of their cells: currency, scale, counts and shares."""

from datetime import date

import pytest

from metrics.intake.extract import extract
from metrics.intake.readers import read_text


def rows(text: str, language: str) -> list[tuple]:
    found = extract(read_text(text), language=language, document_date=date(2023, 6, 9)).candidates
    return [(f"{item.value:f}", item.unit) for item in found]


def table(lead: str, *lines: str) -> str:
    head, *rest = lines
    rule = "|".join("---" for _ in head.split("|"))
    body = "\n".join(f"| {line} |" for line in rest)
    return f"{lead}\n\n| {head} |\n|{rule}|\n{body}\n"


@pytest.mark.parametrize(
    ("language", "lead", "lines", "expected"),
    [
        # the caption's currency goes before nouns that the heads happen to name
        ("en", "Table 1. Spending by component (US$ thousands)", ["Component | 2021", "Training | 640"],
         [("640000", "USD")]),
        ("en", "Table 1. Gifts (US$ millions)", ["Country | From donors", "Peru | 41.3"], [("41300000", "USD")]),
        ("es", "Cuadro 1. Gasto (en millones de dólares)", ["País | Asignado", "Perú | 41,3"], [("41300000", "USD")]),
        ("es", "Cuadro 1. Gasto, en miles de quetzales", ["Lugar | 2021", "Petén | 640"], [("640000", "GTQ")]),
        ("es", "La tabla muestra las remesas, en millones de dólares.", ["País | 2021", "Perú | 2,5"],
         [("2500000", "USD")]),
        # columns that count or are shares stay what they are
        ("en", "Table 1. Budget and people (US$ millions)",
         ["Country | Budget | Women served | % spent", "Peru | 4 | 260 | 44"],
         [("4000000", "USD"), ("260", "people"), ("44", "percent")]),
        ("es", "Cuadro 1. Gasto y personas (en miles de dólares)",
         ["País | Gasto | Personas | Avance (%)", "Perú | 4 | 260 | 44"],
         [("4000", "USD"), ("260", "people"), ("44", "percent")]),
        # a column's own head
        ("en", "Table 1. Results", ["Country | Budget (US$ thousands) | Families", "Peru | 319 | 213"],
         [("319000", "USD"), ("213", "families")]),
        ("es", "Cuadro 1. Logros", ["País | Presupuesto (miles de euros) | Familias", "Perú | 319 | 213"],
         [("319000", "EUR"), ("213", "families")]),
        # a scale without a currency
        ("en", "Table 1. Visitors (thousands)", ["Country | Visitors", "Peru | 319"], [("319000", "people")]),
    ],
)  # fmt: skip
def test_units_and_scales(language, lead, lines, expected):
    assert rows(table(lead, *lines), language) == expected


def test_millions_that_a_heading_speaks_of_are_not_the_cells():
    text = "# Report\n\n## Aid of $5 million\n\n" + table("Table 1. People served", "Country | Women", "Peru | 31")
    assert ("31", "people") in rows(text, "en")
