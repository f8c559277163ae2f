"""Which time a sentence gives its figures: reported and planned, parts of a whole, causes and comparisons."""

from datetime import date

import pytest

from metrics.intake.extract import extract
from metrics.intake.readers import read_text

DAY = date(2023, 6, 9)


def periods(text: str, language: str) -> list[tuple]:
    found = extract(read_text(text), language=language, document_date=DAY).candidates
    return [tuple(day and day.isoformat() for day in (item.when.start, item.when.end)) for item in found]


SO_FAR, WHOLE, NONE = ("2023-01-01", "2023-06-09"), ("2023-01-01", "2023-12-31"), (None, None)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # reported of this year, it goes to the document's date; planned for it, to its end
        ("en", "This year Peru has received 300 people.", [SO_FAR]),
        ("en", "Peru will receive 300 people this year.", [WHOLE]),
        ("en", "The plan needs $20 million this year.", [WHOLE]),
        ("es", "Perú ha recibido este año a 300 personas.", [SO_FAR]),
        ("es", "Perú recibirá este año a 300 personas.", [WHOLE]),
        ("es", "Este mes llegaron 300 personas.", [("2023-06-01", "2023-06-09")]),
        # what is planned for a month without its year is of the next one
        ("en", "They will give 300 doses in July.", [("2023-07-01", "2023-07-31")]),
        ("es", "Se aplicarán 300 dosis en marzo.", [("2024-03-01", "2024-03-31")]),
        ("en", "They gave 300 doses in March.", [("2023-03-01", "2023-03-31")]),
        # a past verb after the month: it is over, whatever else the sentence adds up to
        ("es", "Durante mayo llegaron 300 personas, y el presupuesto se agotó.", [("2023-05-01", "2023-05-31")]),
        # the total for the year goes as far as what is added
        ("es", "Durante mayo llegaron 300 personas, con lo que el total del año asciende a 900.",
         [("2023-05-01", "2023-05-31"), ("2023-01-01", "2023-05-31")]),
        ("en", "In May, 300 people came, which brings the total for the year to 900.",
         [("2023-05-01", "2023-05-31"), ("2023-01-01", "2023-05-31")]),
        # since then, told by one who has gone on
        ("en", "The team began work on 14 May and has since helped 300 people.", [("2023-05-14", None)]),
        # what tells times of its own is not of the time before
        ("en", "It helped 300 people in May. It also ran shows: one drew 900 in January 2021; another drew 400 people.",
         [("2023-05-01", "2023-05-31"), ("2021-01-01", "2021-01-31"), NONE]),
        # parts keep the period of their whole
        ("en", "They flew 900 people home in May; 300 of them to Peru and 200 to Chile.",
         [("2023-05-01", "2023-05-31")] * 3),
        ("es", "Volvieron 900 personas en mayo; 300 de ellas a Perú y 200 a Chile.",
         [("2023-05-01", "2023-05-31")] * 3),
        # a date in a name or cause
        ("en", "Of the 900 hurt, 300 were hurt by the earthquake of 18 March.", [NONE, NONE]),
        ("es", "Hay 900 heridos, 300 de ellos por el sismo del 18 de marzo.", [NONE, NONE]),
        ("en", "The ministry, in office since 14 January, has hired 300 nurses.", [NONE]),
        ("es", "La ministra, en funciones desde enero de 2023, contrató a 300 maestras.", [NONE]),
        ("en", "Of those asked, 29 per cent had eaten little in the previous seven days.", [NONE]),
        # made then, or said of the figure itself
        ("en", "The office, opened in May 2021, serves 300 people.", [NONE]),
        ("en", "In all, 300 offices were opened in May 2021.", [("2021-05-01", "2021-05-31")]),
        ("es", "En total, 300 oficinas fueron abiertas en mayo de 2021.", [("2021-05-01", "2021-05-31")]),
        # the same period of another year
        ("en", "Between January and May 2023 there were 900 cases, more than over the same period in 2022 (300).",
         [("2023-01-01", "2023-05-31"), ("2022-01-01", "2022-05-31")]),
        # a figure's own year, a week that ends on a day, deadlines without their year
        ("en", "It opened 900 cases last year, nearly double the 680 of 2021.",
         [("2022-01-01", "2022-12-31"), ("2021-01-01", "2021-12-31")]),
        ("es", "Abrió 900 casos el año pasado, casi el doble de los 680 de 2021.",
         [("2022-01-01", "2022-12-31"), ("2021-01-01", "2021-12-31")]),
        ("en", "There were 300 cases in the week ending 2 June.", [("2023-05-27", "2023-06-02")]),
        ("es", "Hubo 300 casos en la semana que terminó el 2 de junio.", [("2023-05-27", "2023-06-02")]),
        ("en", "They will open 300 offices by December.", [(None, "2023-12-31")]),
        ("es", "Abrirán 300 oficinas antes de diciembre.", [(None, "2023-11-30")]),
        ("en", "It has helped 300 women and plans to reach 400 by the end of 2024.", [NONE, (None, "2024-12-31")]),
        ("es", "Ha atendido a 300 mujeres y prevé llegar a 400 a finales de 2024.", [NONE, (None, "2024-12-31")]),
        ("es", "El presupuesto de este año es de 15 millones de dólares.", [WHOLE]),
        # an aside at the end, and a figure that is the subject of its own clause
        ("en", "Peru registered 300 people under its amnesty, which closed on 31 March.", [NONE]),
        ("es", "Perú registró a 300 personas en su sede, que cerró el 31 de marzo.", [NONE]),
        ("en", "We opened 300 offices, and two more are planned for 2024.", [NONE, ("2024-01-01", "2024-12-31")]),
        ("es", "Abrimos 300 oficinas y otras dos están previstas para 2024.", [NONE, ("2024-01-01", "2024-12-31")]),
        # a pledge that brings a total up
        ("en", "In May 2022 it pledged $9 million. This pledge brought the total to $20 million.",
         [("2022-05-01", "2022-05-31"), (None, "2022-05-31")]),
        ("es", "En mayo de 2022 dio 9 millones de dólares. Este aporte elevó el total a 20 millones de dólares.",
         [("2022-05-01", "2022-05-31"), (None, "2022-05-31")]),
    ],
)  # fmt: skip
def test_periods(language, text, expected):
    assert periods(text, language) == expected
