"""Classes of sentences in both languages: each is a way in which documents leave something to be understood."""

from datetime import date

import pytest

from metrics.intake.extract import extract
from metrics.intake.readers import read_text

DAY = date(2022, 12, 9)


def read(text: str, language: str) -> list:
    return extract(read_text(text), language=language, document_date=DAY).candidates


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        # the head of the noun phrase, known or not
        ("en", "They built 40 school gates.", ["gates"]),
        ("en", "They bought 400 gadgets.", ["gadgets"]),
        ("en", "It hired 25 forensic specialists.", ["people"]),
        ("es", "Se celebraron 14 ferias de empleo.", ["fairs"]),
        ("es", "Abrieron 30 nuevos puestos de salud.", ["clinics"]),
        ("es", "Instalaron 16 tanques de agua.", ["tanks"]),
        ("es", "Ofrecieron 900 plazas de trabajo.", ["jobs"]),
        # what the figure is said to be
        ("en", "Of the claimants, 3,900 are children.", ["children"]),
        ("es", "De ellos, 3.900 son niñas y niños.", ["children"]),
        # a pronoun counts what was named
        ("en", "They gave out 800 kits, 300 of them in Peru.", ["kits", "kits"]),
        ("es", "Entregaron 800 kits, 300 de ellos en Perú.", ["kits", "kits"]),
        ("es", "Atendieron 900 casos, 200 de las cuales en Lima.", ["cases", "cases"]),
        ("en", "They visited 412 farms and found minors at 19 of them.", ["farms", "farms"]),
        # the subject goes on
        ("es", "Acompañamos a 500 familias. A 412 les entregamos semillas y herramientas.", ["families", "families"]),
        ("en", "In it, 500 women found work; 300 had left the country.", ["people", "people"]),
        ("es", "Detuvieron a 83 traficantes; 51 ya tienen condena.", ["people", "people"]),
        ("en", "It placed 500 children in 20 schools, and 800 more are waiting.", ["children", "schools", "children"]),
        # money goes on
        ("en", "The plan costs $18 million. Bolivia will pay 7 million.", ["USD", "USD"]),
        ("es", "El plan cuesta 18 millones de dólares. Bolivia pondrá 7 millones.", ["USD", "USD"]),
        # places with a figure in parentheses
        ("es", "Los departamentos con más participantes fueron Quiché (615) y Sololá (408).", ["people", "people"]),
        ("en", "The departments with the most applicants were Yoro (615) and Olancho (408).", ["people", "people"]),
        # a rate told before or after
        ("es", "Por allí pasan cada día 450 personas.", ["people-per-day"]),
        ("en", "Every day some 450 people ask for help.", ["people-per-day"]),
        ("en", "Some 30-40 people arrive each hour.", ["people-per-hour"]),
        ("es", "Cada hora llegan unas 40 personas.", ["people-per-hour"]),
        # what is given was named before
        ("en", "We issued 4,000 visas last year. In 2020 we gave Guatemalans 1,500.", ["visas", "visas"]),
        # local currencies
        ("es", "Se pagaron Q18.4 millones.", ["GTQ"]),
        ("es", "Se pagaron Q. 3,500.", ["GTQ"]),
        ("en", "It cost upward of US $40 million.", ["USD"]),
        ("es", "El salario es de RD$32,000.", ["DOP"]),
        ("en", "Canada (C$8 million) gave most.", ["CAD"]),
    ],
)
def test_units(language, text, units):
    assert [item.unit for item in read(text, language)] == units


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Teachers under 30 came.", "30"),
        ("en", "Children under 14 make up the rest.", "14"),
        ("en", "Ana Peña, 34, came home.", "34"),
        ("es", "Llegaron jóvenes menores de 30.", "30"),
        ("es", "Ana Peña, 34, volvió a casa.", "34"),
        ("es", "Boletín informativo No. 29", "29"),
        ("es", "Según el Acuerdo Ministerial 324-2022, así es.", "324-2022"),
        ("es", "Para más datos, llame al 1511.", "llame al 1511"),
        ("en", "Call 911 or come in.", "Call 911"),
        ("en", "Eight of every ten dollars stay.", "Eight of every ten"),
        ("es", "El trámite tardaba 90 días y hoy toma 15.", "15"),
    ],
)
def test_no_figures(language, text, words):
    found = extract(read_text(text), language=language, document_date=DAY)
    assert found.candidates == []
    assert words in [item.words for item in found.left_out]


@pytest.mark.parametrize(
    ("language", "text", "start", "end"),
    [
        ("en", "As of 6 December, 300 cases were known since the outbreak was declared on 2 October.", "2022-10-02",
         "2022-12-06"),
        ("en", "Since the center opened in May 2021, 300 people came.", "2021-05-01", None),
        ("es", "Desde que se abrió el centro en mayo de 2021, llegaron 300 personas.", "2021-05-01", None),
        ("en", "It gave 300 kits, and by 30 November 211 schools had opened.", None, None),
        ("en", "By the end of next year 300 teachers will be trained.", None, "2023-12-31"),
        ("es", "Antes de que termine el año se abrirán 300 aulas.", None, "2022-12-31"),
        ("en", "In the first six months of the year, 300 came home: 300 people.", "2022-01-01", "2022-06-30"),
        ("es", "Antes de enero serán 300 oficiales.", None, "2022-12-31"),
        ("es", "Sirve 300 almuerzos diarios y en enero abrió otro turno.", None, None),
        ("en", "Today it feeds 300 people.", None, None),
        ("es", "Hoy atiende a 300 personas.", None, None),
        ("en", "Sales rose, a rise of 30 percent over 2021.", None, None),
        ("es", "En 2022 hubo un aumento del 27 por ciento respecto de 2021.", "2022-01-01", "2022-12-31"),
        ("es", "Firmaron ayer un acuerdo para la zona, donde viven 300 personas.", None, None),
        ("en", "They bought rice for 2000 families in May 2021.", "2021-05-01", "2021-05-31"),
    ],
)  # fmt: skip
def test_periods(language, text, start, end):
    when = read(text, language)[0].when
    assert (when.start and when.start.isoformat(), when.end and when.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("language", "text", "period"),
    [
        ("en", "In October 2022, 300 came.\n\nPeru served 200 people over the same month.\n", "2022-10-31"),
        ("es", "En octubre de 2022 llegaron 300.\n\nPerú atendió a 200 personas en el mismo período.\n", "2022-10-31"),
        ("en", "In 2021, 300 people came.\n\nPeru served 200 people over the same month.\n", None),
    ],
)
def test_the_same_period_is_the_last_one_stated(language, text, period):
    last = read(text, language)[-1].when.end
    assert (last and last.isoformat()) == period


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "They will fund ten to twelve schools.", ("10", "12", "exact")),
        ("es", "Cubrió hasta un 15 % del costo.", ("15", "", "up_to")),
        ("es", "Más del 70 % son mujeres.", ("70", "", "more_than")),
        ("es", "Una cifra superior al 70 % se quedó.", ("70", "", "more_than")),
        ("es", "Recibió cerca del 40 % del plan.", ("40", "", "about")),
    ],
)
def test_values_and_qualifiers(language, text, expected):
    (item,) = read(text, language)
    assert (f"{item.value:f}", f"{item.value_max:f}" if item.value_max else "", item.qualifier.value) == expected


def test_a_date_that_closes_a_verb_is_not_that_of_the_next():
    for language, text in (
        ("en", "Peru gave $300 in May 2021 and Chile promised $200."),
        ("es", "Perú dio 300 dólares en mayo de 2021 y Chile prometió 200 dólares."),
    ):
        first, second = read(text, language)
        assert (first.when.end, second.when.end) == (date(2021, 5, 31), None)


def test_parts_keep_the_period_of_their_whole():
    for language, text in (
        ("en", "Mediators closed 300 cases in 2021, of which 118 went on."),
        ("es", "Se cerraron 300 casos en 2021, de los cuales 118 siguieron."),
    ):
        assert [item.when.end for item in read(text, language)] == [date(2021, 12, 31)] * 2


@pytest.mark.parametrize(
    ("language", "text", "countries"),
    [
        ("en", "Of these, 11 Honduran municipalities now offer it.", ["HND"]),
        ("es", "Son 11 municipios hondureños.", ["HND"]),
        ("es", "Del lado boliviano hay 11 puestos.", ["BOL"]),
        ("en", "Panama gave shelter to 300 Honduran migrants.", ["PAN"]),
        ("es", "Panamá albergó a 300 migrantes hondureños.", ["PAN"]),
        ("en", "Peru has raised $300 from Ireland and Spain.", ["PER"]),
        ("es", "Guatemala colocó a 300 jornaleros en fincas de Estados Unidos y Canadá.", ["GTM"]),
        ("es", "Fueron retornados 94.339 hondureños desde México y Estados Unidos.", ["HND"]),
        ("es", "Perú y Bolivia abrirán 12 oficinas en Desaguadero.", ["BOL", "PER"]),
        ("en", "In 2021, 300 Cubans asked for asylum in Uruguay.", ["URY"]),
        ("en", "I thank Mexico, which is giving us 300 trucks.", []),
        ("es", "Agradezco a México, que nos dona 300 camiones.", []),
        ("en", "It costs $3 (Peru) and $7 (Chile).", ["PER"]),
        ("en", "La paz is dear: 300 people said so.", []),
    ],
)
def test_countries(language, text, countries):
    assert list(read(text, language)[0].where.countries) == countries


class TestSubjects:
    def countries(self, text: str) -> list[list[str]]:
        return [list(item.where.countries) for item in read(text, "en")]

    def test_the_line_below_the_title_names_the_country(self):
        text = "Update\nCosta Rica | April\n\nMany came from afar.\n\nIn all, 300 kits were given out by hand.\n"
        assert self.countries(text) == [["CRI"]]

    def test_a_country_spoken_of_more_often_takes_the_title_away(self):
        text = "Visit to Honduras\n\nPeru met Chile. Peru spoke first.\n\nLater on, 300 kits were given.\n"
        assert self.countries(text) == [[]]

    def test_of_several_countries_none_is_guessed_beside_others(self):
        text = "Peru and Chile\n\nPeru met Brazil. Brazil and Chile spoke.\n\nLater on, 300 kits were given.\n"
        assert self.countries(text) == [[]]

    def test_who_publishes_is_not_the_subject(self):
        text = "Aid for Peru\n\nPeru grows.\n\nAbout the Bank\n\nThe Bank has lent $300 million in its long life.\n"
        assert self.countries(text) == [[]]


def test_a_caption_above_a_table_dates_its_cells():
    caption = "Table 1. People served, January to March 2021"
    text = f"Report\n\n{caption}\n\n| Post | Women |\n|---|---|\n| A | 30 |\n| B | 41 |\n"
    assert [item.when.end for item in read(text, "en")] == [date(2021, 3, 31)] * 2


def test_the_reporting_period_is_what_the_report_says_it_covers():
    text = (
        "Report\n\nThis report covers the period from 22 November to 6 December 2022. The next is due soon.\n\n"
        "During the reporting period, 300 kits were given.\n"
    )
    assert read(text, "en")[-1].when.start == date(2022, 11, 22)
