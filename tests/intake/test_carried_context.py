"""What a document says once and means further on: reporting periods, parts of what came before, columns, pesos."""

from datetime import date

import pytest

from metrics.intake.extract import extract
from metrics.intake.readers import read_text

DAY = date(2023, 4, 28)


def read(text: str, language: str = "en") -> list:
    return extract(read_text(text), language=language, document_date=DAY).candidates


def periods(text: str, language: str) -> list[tuple]:
    return [tuple(day and day.isoformat() for day in (item.when.start, item.when.end)) for item in read(text, language)]


MAY, YEAR, NONE = ("2022-05-01", "2022-05-31"), ("2022-01-01", "2022-12-31"), (None, None)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # one more of what the sentence before tells; without a word that says so it stays blank
        ("en", "In May 2022 it served 900 meals. It also gave out 300 kits.", [MAY, MAY]),
        ("es", "En mayo de 2022 sirvió 900 comidas. También entregó 300 kits.", [MAY, MAY]),
        ("en", "In May 2022 it served 900 meals. The town gave 300 kits.", [MAY, NONE]),
        ("es", "En mayo de 2022 sirvió 900 comidas. El pueblo dio 300 kits.", [MAY, NONE]),
        # a figure without a noun that opens its sentence is a part
        ("es", "En mayo de 2022 llegaron 900 personas. Al menos 300 eran menores de edad.", [MAY, MAY]),
        ("en", "In May 2022, 900 people came. At least 300 were minors.", [MAY, MAY]),
        ("en", "In May 2022, 900 people came. Peru took in 300 of those.", [MAY, MAY]),
        # a part of a figure of its own sentence does not go back
        ("es", "En mayo de 2022 llegaron 900 personas. El albergue tiene 300 camas, 40 de ellas rotas.",
         [MAY, NONE, NONE]),
        # of that sum: the last figure before it
        ("es", "El plan de 2022 pide 9 millones de euros; en mayo de 2022 llegaron 2 millones de euros. "
               "Se ha gastado el 40 % de esa suma.", [YEAR, MAY, MAY]),
        # a change is of the time that changed
        ("en", "In May 2022 it served 900 meals, 12 percent more than in April.", [MAY, MAY]),
        ("es", "En mayo de 2022 sirvió 900 comidas, un 12 % más que un año antes.", [MAY, MAY]),
        ("en", "In May 2022 it served 900 meals. That is 12 percent more than planned.", [MAY, MAY]),
        ("en", "The 2022 request exceeds the 2021 level by 12 percent.", [YEAR]),
        # counted back from what was said
        ("en", "In 2023 it issued 900 visas. The year before, it issued 300.", [("2023-01-01", "2023-12-31"), YEAR]),
        ("en", "In 2022 it granted 900 claims; 300 were pending at the end of that year.",
         [YEAR, (None, "2022-12-31")]),
        ("en", "The number grew more than it did in 2022, which was 300 people.", [YEAR]),
        # the same length of time
        ("es", "Entre enero y junio de 2022 hubo 900 casos. En mayo de 2022 hubo 80.\n\n"
               "En el mismo semestre se cerraron 300 casos.",
         [("2022-01-01", "2022-06-30"), MAY, ("2022-01-01", "2022-06-30")]),
        ("en", "From March to May 2022 it saw 900 cases. Over the same three months it closed 300.",
         [("2022-03-01", "2022-05-31")] * 2),
        # a time said in a sentence without figures
        ("es", "La ley entró en vigor en mayo de 2022. Desde entonces se abrieron 300 expedientes y cuenta con "
        "9 jueces.",
         [("2022-05-01", None), NONE]),
        # the same months of another year
        ("en", "In the first quarter of 2022 it closed 900 cases; in the same period of 2021 it closed 300.",
         [("2022-01-01", "2022-03-31"), ("2021-01-01", "2021-03-31")]),
        ("es", "En mayo de 2022 llegaron 900 personas, frente a 300 en igual periodo de 2021.",
         [MAY, ("2021-05-01", "2021-05-31")]),
        # most of them, an average
        ("es", "En mayo de 2022 llegaron 900 personas. La mayoría, un 60 %, procede de Perú.", [MAY, MAY]),
        ("es", "En mayo de 2022 llegaron 900 personas. El promedio fue de 30 pasajeros por vuelo.", [MAY, MAY]),
        # days in a row, days said of what was said, a start that lies ahead
        ("en", "It flew 300 flights on 18 and 19 August 2022.", [("2022-08-18", "2022-08-19")]),
        ("es", "La oficina informó el lunes que en mayo de 2022 atendió a 300 personas.", [MAY]),
        ("es", "Se atenderá a 300 personas a partir del 15 de mayo.", [("2023-05-15", None)]),
        ("es", "A 30 de mayo de 2022 se habían atendido 300 casos.", [(None, "2022-05-30")]),
        ("en", "The convoy (300 trucks) left on 3 May 2022.", [("2022-05-03", "2022-05-03")]),
        ("en", "The storms of May 2022 left 300 people without homes.", [NONE]),
        # months and weeks that end or begin then, but no stretch counted from a date, and no school year
        ("en", "In the twelve months to March 2023, 900 people came.", [("2022-04-01", "2023-03-31")]),
        ("es", "En los doce meses hasta marzo de 2023 llegaron 900 personas.", [("2022-04-01", "2023-03-31")]),
        ("en", "It arrested 41 people during the week of May 22, 2023.", [("2023-05-22", "2023-05-28")]),
        ("es", "Durante la última semana de mayo de 2022 llegaron 900 personas.", [("2022-05-25", "2022-05-31")]),
        ("en", "It saw 900 people in the two weeks after May 11, 2022.", [NONE]),
        ("en", "It served 900 meals in School Year 2021-2022.", [NONE]),
        # two statements in one sentence
        ("es", "El 21 % de las familias, frente al 14 % en 2022, come poco.", [NONE, YEAR]),
        ("es", "En mayo de 2022 había 900 personas; hoy hay 300.", [MAY, NONE]),
        ("es", "Firmaron en mayo de 2022 un convenio que permitirá formar a 300 personas.", [NONE]),
        ("es", "Gasta 3 millones de euros, y el Estado no ha dado nada desde mayo de 2022.", [NONE]),
        ("en", "It will reach 900 people in 15 towns through 2024.", [(None, "2024-12-31")] * 2),
        # how many there is room for, and how many there are, at no time
        ("en", "In May 2022 the hall, built for 300, held 900 people.", [NONE, MAY]),
        ("en", "In May 2022 our two mobile clinics in Peru received 900 patients.", [NONE, MAY]),
        ("en", "Some 300 people sleep in the hall that opened in May 2022.", [NONE]),
    ],
)  # fmt: skip
def test_what_a_sentence_carries_on(language, text, expected):
    assert periods(text, language) == expected


QUARTER = ("2023-01-01", "2023-03-31")


@pytest.mark.parametrize(
    ("language", "head", "text", "expected"),
    [
        ("en", "Progress Report, FY 2023 Quarter 2 (January 1 – March 31, 2023)", "This quarter 300 people enrolled.",
         QUARTER),
        ("es", "Informe operativo, primer trimestre de 2023", "Se atendieron 300 llamadas en el trimestre.", QUARTER),
        ("en", "Progress Report, FY 2023", "In the first quarter, 300 people enrolled.", ("2022-10-01", "2022-12-31")),
    ],
)  # fmt: skip
def test_the_time_that_a_document_reports_on(language, head, text, expected):
    assert periods(f"WATER FOR ALL\n{head}\n\n{text}\n", language) == [expected]


def test_a_headline_over_the_whole_text_dates_nothing():
    """A section's heading dates what stands under it; one that everything stands under is a title."""
    paragraphs = [
        "La oficina atiende a 300 personas.",
        "Funcionan 40 albergues.",
        "Hay 20 camas.",
        "Trabajan 30 médicos.",
    ]
    whole = "AYUDA\n\nCifras al cierre de marzo de 2023\n\n" + "\n\n".join(paragraphs)
    assert periods(whole, "es") == [NONE] * 4
    sections = whole + "\n\nOtras cifras\n\nSe entregaron 500 kits y la gente los recibió con gusto en todas partes.\n"
    assert periods(sections, "es")[0] == (None, "2023-03-31")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # heads without one over the first column, in two rows
        ("Table 1. Funding ($ in thousands)\n\n"
         "                 FY 2022      FY 2023\n                 Actual       Request\n"
         "Peru             18,400       21,000\nChile             9,100        8,500\nTotal            27,500   "
         "    29,500\n",
         [("18400000", ("PER",), 2021), ("21000000", ("PER",), 2022), ("9100000", ("CHL",), 2021),
          ("8500000", ("CHL",), 2022), ("27500000", ("CHL", "PER"), 2021), ("29500000", ("CHL", "PER"), 2022)]),
    ],
)  # fmt: skip
def test_tables_drawn_with_spaces(text, expected):
    found = [(f"{item.value:f}", item.where.countries, item.when.start.year) for item in read(text)]
    assert found == expected


def test_what_the_rows_of_a_table_count():
    rows = (
        "Indicator   FY 2023 target   Q1   Q2\nPeople trained   5,200   90   86\n"
        "Firms receiving loans   350   61   97\n"
    )
    text = f"RESULTS\nReport, FY 2023\n\n{rows.replace('   ', '      ')}"
    assert [(item.unit, item.when.start.isoformat()) for item in read(text)] == [
        ("people", "2022-10-01"), ("people", "2022-10-01"), ("people", "2023-01-01"),
        ("businesses", "2022-10-01"), ("businesses", "2022-10-01"), ("businesses", "2023-01-01"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Llegaron 5,108 personas y un 20.1 % volvió. Costó 8,611 millones de euros.", "8611000000"),
        ("Llegaron 5.108 personas y un 20,1 % volvió. Costó 8,611 millones de euros.", "8611000"),
    ],
)
def test_the_document_tells_its_decimal_mark(text, expected):
    assert f"{read(text, 'es')[-1].value:f}" == expected


def test_without_other_numbers_it_stays_unread():
    assert read("Costó 8,611 millones de euros.", "es") == []


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("es", "En México hay 120 millones de pesos.", ["MXN"]),
        ("es", "Colombia invirtió $2.800 millones de pesos, $1.150 millones en Cali y US$ 3,4 millones más.",
         ["COP", "COP", "USD"]),
        ("en", "A seat costs 35,000 Chilean pesos.", ["CLP"]),
        ("en", "A seat costs $35.", ["USD"]),
        # parts of a sum, a change of a rate
        ("es", "Dio 1,2 millones de euros: 700.000 para Perú y 500.000 para Chile.", ["EUR", "EUR", "EUR"]),
        ("es", "Acordaron elevar la cuota diaria de 100 a 150 personas.", ["people-per-day", "people-per-day"]),
    ],
)  # fmt: skip
def test_whose_pesos(language, text, units):
    assert [item.unit for item in read(text, language)] == units


@pytest.mark.parametrize(
    ("language", "text", "countries"),
    [
        # the people of one of several countries
        ("en", "The list names 62 officials of Peru and Chile; nineteen of them are Chilean.", ["CHL,PER", "CHL"]),
        ("en", "Our embassies in Peru and Chile issued 900 visas, and 300 of those went to Peruvians.",
         ["CHL,PER", "PER"]),
        # a total of parts that add up
        ("en", "It gave 500 doses to Peru, 300 to Chile and 100 to Haiti, for a total of 900.",
         ["PER", "CHL", "HTI", "CHL,HTI,PER"]),
        # more than the countries named before
        ("en", "Peru and Chile asked for 900 visas. We gave 300 to the two countries and Haiti.",
         ["CHL,PER", "CHL,HTI,PER"]),
        ("en", "Peru and Chile asked. The two-country appeal got 300 kits.", ["CHL,PER"]),
        ("es", "Perú y Chile pidieron ayuda. Para ambas operaciones hay 300 kits.", ["CHL,PER"]),
        # a whole whose parts have the places
        ("es", "Dio 12 kits: 7 para Perú y 5 para Chile.", ["CHL,PER", "PER", "CHL"]),
        # no further than a border, and on the side that is spoken of
        ("en", "PERU\nBulletin\n\nIt has sent 300 people to the Chilean border.", ["PER"]),
        ("en", "PANAMA\nBulletin\n\nSome 300 people wait at Paso Canoas.", ["PAN"]),
        ("en", "PERU\nBulletin\n\nOf them, 38 percent were from Peru itself, 27 percent from Chile and 14 percent from "
               "Haiti.", ["PER", "PER", "PER"]),
        # where people came from or went is not what the figure concerns
        ("es", "PERÚ\nBoletín\n\nRecibimos por vía aérea desde Chile a 300 personas.", ["PER"]),
        ("es", "PERÚ\nBoletín\n\nA Chile, por otra vía, se fueron 300 personas.", ["PER"]),
        # names in quotes are none of the place
        ("es", "PERÚ\nBoletín\n\nLa operación “Chocó II” dejó 15 personas detenidas.", ["PER"]),
        # the United States are no states of several countries
        ("es", "PERÚ\nBoletín\n\nRegresaron desde los Estados Unidos 300 personas.", ["PER"]),
    ],
)  # fmt: skip
def test_countries(language, text, countries):
    assert [",".join(item.where.countries) for item in read(text, language)] == countries


def test_a_story_is_of_the_country_in_its_dateline():
    story = (
        "A ditch stops nobody\n\nCOLCHANE, Chile, Feb. 21, 2023 – They come every night, and nobody counts "
        "them, the mayor of "
        "this village on the plain says. The police have sent more men.\n\nA shelter has 350 beds, which are "
        "all taken.\n"
    )
    found = read(story)[-1].where
    assert (found.countries, found.reason.step) == (("CHL",), "dateline")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Atención telefónica: 55 5209 8800, ext. 30112, o la línea 01 8000 510 454."),
        ("en", "It was run by telephone (504-2550-1199); see H. Rept. 118-146, pp. 12–19, and 8 CFR 214.2."),
        ("en", "The bars of section 212(a)(9) and resolution 2645 hold; we are 75 m west of the park."),
        ("es", "Boletín informativo 187. Calle 24A, torre 3, piso 4. Cuenta 2200-418-773."),
    ],
)
def test_numbers_of_telephones_acts_and_addresses(language, text):
    assert [item.as_stated for item in read(text, language)] == []


def test_a_bare_item_of_a_list_counts_what_the_item_before_it_does():
    text = "Jobs:\n\n• In 2021: 2,310 youths trained\n• In 2022: 640\n• The plan costs $7\n"
    assert [item.unit for item in read(text)] == ["people", "people", "USD"]


def test_people_by_where_they_are_from_need_no_lexicon():
    assert [item.unit for item in read("About 125,000 Ukrainians came.")] == ["people"]


def test_a_caption_names_what_is_counted_first():
    rows = ["| Country | Women | Total |", "|---|---|---|", "| Peru | 10 | 30 |", "| Chile | 20 | 40 |"]
    text = "Table 3: Applicants by country\n\n" + "\n".join(rows)
    assert [item.unit for item in read(text)] == ["people"] * 4


def test_stars_of_a_list_are_bullets_and_a_lone_star_is_a_note():
    listed = "What was done:\n\n* In May 2022 it gave 300 kits.\n* In June 2022 it gave 200 kits.\n"
    assert [item.as_stated for item in read(listed)] == ["300", "200"]
    assert read("Kits were given.\n\n* Preliminary; 300 kits were lost.\n") == []


def test_lines_that_figures_begin_are_items():
    text = "KEY NUMBERS\n\n26,214  people entered through Peru in March\n874  kits were given in Chile\n"
    assert [item.where.countries for item in read(text)] == [("PER",), ("CHL",)]
