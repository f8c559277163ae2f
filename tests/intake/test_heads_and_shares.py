"""What the head of a document, a table or a note says of the figures below it, and shares of what was counted."""

from datetime import date

import pytest

from metrics.intake.extract import extract
from metrics.intake.readers import read_text

DAY = date(2022, 12, 9)


def read(text: str, language: str) -> list:
    return extract(read_text(text), language=language, document_date=DAY).candidates


def periods(text: str, language: str) -> list[str]:
    return [f"{found.when.start or ''}/{found.when.end or ''}" for found in read(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # a head that says what day it is as of
        ("es", "PERÚ: LLUVIAS\nInforme de situación n.º 3 (al 4 de mayo de 2022)\n\nHay 300 familias sin techo.",
         ["/2022-05-04"]),
        ("es", "PERÚ: LLUVIAS\nCon corte al 4 de mayo de 2022\n\nSe abrieron 40 albergues.", ["/2022-05-04"]),
        ("en", "PERU: FLOODS\nAs of 4 May 2022\n\nSome 300 families have no roof.", ["/2022-05-04"]),
        ("en", "PERU: FLOODS\nSituation Report No. 3 (as of 4 May 2022)\n\n"
         "In April, 300 families fled. 40 shelters opened.",
         ["2022-04-01/2022-04-30", "/2022-05-04"]),
        # the plan's year
        ("en", "PERU | RESPONSE PLAN 2023\n\nPEOPLE TARGETED: 610,000\n\nIt works with 20 partners.",
         ["2023-01-01/2023-12-31", "/"]),
        ("es", "PERÚ: LLAMAMIENTO 2023\n\nFondos requeridos: US$ 8 millones\n\nTrabaja con 20 socios.",
         ["2023-01-01/2023-12-31", "/"]),
        # shares of what was counted
        ("es", "En mayo entrevistamos a 900 familias. El 64 % respondió que volvería.", ["2022-05-01/2022-05-31"] * 2),
        ("en", "In May we spoke with 900 families. Sixty percent said no.", ["2022-05-01/2022-05-31"] * 2),
        ("es", "En 2021 resolvió 300 casos; en el 62 % concedió la protección.", ["2021-01-01/2021-12-31"] * 2),
        ("en", "In May 300 families came. About 70 percent of those who live there are farmers.",
         ["2022-05-01/2022-05-31", "/"]),
        # months of another year
        ("es", "De enero a julio de 2022 volvieron 900 personas. El año pasado, en el mismo período, fueron 700.",
         ["2022-01-01/2022-07-31", "2021-01-01/2021-07-31"]),
        ("en", "From January to July 2022, 900 people came back. Last year, over the same period, 700 did.",
         ["2022-01-01/2022-07-31", "2021-01-01/2021-07-31"]),
        # compared times in parentheses, after "when", after "of all"
        ("en", "In August 2022, 900 people entered (July: 700).", ["2022-08-01/2022-08-31", "2022-07-01/2022-07-31"]),
        ("es", "En agosto de 2022 entraron 900 personas (julio: 700).",
         ["2022-08-01/2022-08-31", "2022-07-01/2022-07-31"]),
        ("es", "En mayo pasaron 900 personas, más que en abril, cuando se contaron 700.",
         ["2022-05-01/2022-05-31", "2022-04-01/2022-04-30"]),
        ("en", "The center took in 900 families in May, as against the 700 of all 2021.",
         ["2022-05-01/2022-05-31", "2021-01-01/2021-12-31"]),
        # years that end, programs that open and close
        ("en", "Agents made 900 arrests in the fiscal year that ended Sept. 30, 2022.", ["2021-10-01/2022-09-30"]),
        ("es", "En el año fiscal que terminó el 30 de septiembre de 2022 hubo 900 arrestos.",
         ["2021-10-01/2022-09-30"]),
        ("en", "The amnesty, which opened on March 1, 2022 and closed on May 31, 2022, drew 900 applications.",
         ["2022-03-01/2022-05-31"]),
        # what follows in a list, in the paragraph before
        ("es", "En mayo de 2022 hubo 900 solicitudes.\n\n"
         "En Lima se presentaron 300 de ellas. Cusco quedó en segundo lugar con 90.",
         ["2022-05-01/2022-05-31"] * 3),
        # what is asked for "this year", what is said to cost
        ("es", "La agencia pidió 9 millones de dólares para este año.", ["2022-01-01/2022-12-31"]),
        ("en", "The appeal for Peru this year is $9 million.", ["2022-01-01/2022-12-31"]),
        # a note on what stands in parentheses
        ("en", "MINISTRY OF PERU\n\nABOUT\n\nIt has 40 offices. It has 30 cars. It runs 20 clinics.\n\n"
         "It has 9 halls.\n\n"
         "OTHER SERVICES, JANUARY–MAY 2022\n(in brackets: January–May 2021)\n\n"
         "Visas granted: 871 (502)\nVisas refused: 90 (80)\n\nENDS",
         ["/"] * 4 + ["2022-01-01/2022-05-31", "2021-01-01/2021-05-31"] * 2),
        # a date that something is compared with
        ("es", "Cerca de 900 mil personas pasan hambre, un aumento del 12 % respecto del año anterior.", ["/", "/"]),
        ("es", "Se inscribieron 900 estudiantes, 48 más que el año pasado.", ["/", "/"]),
        ("en", "A smuggler charges $12,000, twice what it cost in 2015.", ["/"]),
        ("en", "Crossings in November 2022 fell by 24 percent compared with October (900 crossings).",
         ["2022-11-01/2022-11-30", "2022-10-01/2022-10-31"]),
        ("en", "Peru hosts 900 people, of whom 200 have registered since May 2022.", ["/", "2022-05-01/"]),
        ("es", "El presupuesto para 2023 asciende a US$ 9 millones, un 18 por ciento por encima del de este año.",
         ["2023-01-01/2023-12-31"] * 2),
        ("es", "Perú, con 900 refugiados, pide apoyo: este año recibió el 21 % de lo requerido.",
         ["/", "2022-01-01/2022-12-09"]),
        ("es", "En mayo de 2022 hubo 900 solicitudes. El 83 % corresponde a nicaragüenses.",
         ["2022-05-01/2022-05-31"] * 2),
        ("en", "Offices are open in 40 towns, and as of last week 900 people had registered.", ["/", "/2022-12-04"]),
        ("es", "PERÚ\n\nTipo\tMayo 2022\tAcumulado 2022\nVisas\t90\t900\nPermisos\t80\t800",
         ["2022-05-01/2022-05-31", "2022-01-01/2022-12-09"] * 2),
        ("en", "The plan, which needs $48 million in 2021, was 19 percent funded as of 31 August 2021.",
         ["2021-01-01/2021-12-31", "/2021-08-31"]),
        # what goes on in its sentence
        ("es", "En mayo de 2022 hubo 900 casos. Del total, 300 fueron graves y los demás, 600, leves.",
         ["2022-05-01/2022-05-31"] * 3),
        # until a day, since an event that is dated
        ("en", "There were 900 arrivals in 2022 (as of 30 November).", ["2022-01-01/2022-11-30"]),
        ("es", "Desde su apertura, en mayo de 2022, el centro atendió a 900 personas.", ["2022-05-01/"]),
        # a stretch of time is longer than the month said last
        ("es", "De enero a abril de 2022 entraron 900 personas. En abril fueron 300. En ese lapso se "
         "abrieron 40 casos.",
         ["2022-01-01/2022-04-30", "2022-04-01/2022-04-30", "2022-01-01/2022-04-30"]),
        # years of labels and of plans in the lines below a title
        ("en", "Financial requirements 2023: US$ 22.1M, 46% funded", ["2023-01-01/2023-12-31"] * 2),
        ("en", "For 2023 partners ask for US$ 55 million.", ["2023-01-01/2023-12-31"]),
        ("es", "PERÚ\n\nPlan de Respuesta 2023 | Informe\n\nEl plan requiere US$ 802 millones.",
         ["2023-01-01/2023-12-31"]),
        # a total is of the time of the columns before it
        ("en", "PERU\n\nReturns\tQ1 2022\tQ2 2022\tTotal\nMen\t900\t800\t1,700\nWomen\t90\t80\t170",
         ["2022-01-01/2022-03-31", "2022-04-01/2022-06-30", "2022-01-01/2022-06-30"] * 2),
        # the equipment of what is opened today
        ("es", "Hoy entregamos un edificio con 120 camas.", ["/"]),
    ],
)  # fmt: skip
def test_periods(language, text, expected):
    assert periods(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "En Colombia el trámite cuesta $55.000 y el apoyo fue de US$1,9 millones.", ["COP", "USD"]),
        ("es", "En Guatemala, con ayuda de México, dieron $55,000 y US$1.9 millones.", ["USD", "USD"]),
        ("es", "El presupuesto es de 51.4 mdp y el apoyo de 2 mdd.", ["MXN", "USD"]),
        ("es", "El bono es de L 2,000 y costó L 45 millones.", ["HNL", "HNL"]),
        ("es", "En Costa Rica el presupuesto es de ¢28.500 millones.", ["CRC"]),
        ("en", "They got seed capital of B/. 800 each.", ["PAB"]),
        ("es", "Entregó L 1,800 a 12,400 hogares.", ["HNL", "households"]),
        (
            "es",
            "Repararon 312 escuelas en 14 departamentos. Otras 90 están en proceso.",
            ["schools", "departments", "schools"],
        ),
        (
            "es",
            "Los homicidios bajaron 40 % en los 26 municipios, de 1.120 en 2015 a 672 en 2021.",
            ["percent", "municipalities", "homicides", "homicides"],
        ),
        ("es", "CIFRAS\n\n- Homicidios: 812\n- Capturas: 38.450", ["homicides", "arrests"]),
        ("es", "Llegaron a 900 mil personas, el 57 % de la meta de 1,79 millones.", ["people", "percent", "people"]),
        ("en", "It pays rent to 5,200 families leaving shelters.", ["families"]),
        ("en", "POPULATION\n\nRefugees: 13,120\nStudents: 236,500", ["people", "people"]),
        ("es", "CIFRAS\n\nMuertes: 10\n\nAlbergues: 88", ["deaths", "shelters"]),
        ("en", "Venezuelans left their homes. Peru hosts 1.8 million of them.", ["people"]),
    ],
)
def test_units(language, text, expected):
    assert [found.unit for found in read(text, language)] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "La cifra supera ya las 458 mil personas.", "more_than 458000"),
        ("es", "La cifra rebasa los 900 casos.", "more_than 900"),
        ("es", "El aporte no pasa de 8 millones de dólares.", "up_to 8000000"),
        ("es", "El aporte no llega a 8 millones de dólares.", "less_than 8000000"),
        ("es", "No pasaban de 50 personas.", "up_to 50"),
        ("es", "El ritmo ronda los 7.500 permisos.", "about 7500"),
        ("es", "Hay 2,6 M personas con hambre.", "exact 2600000"),
        ("es", "Durmieron allí 80 y tantas personas.", "about 80"),
        ("es", "Durmieron allí 80 y pico personas.", "about 80"),
        ("es", "Durmieron allí 80 (aprox.) personas.", "about 80"),
        ("en", "Refugees: 236,500 (approx.)", "about 236500"),
        ("en", "Some 60 or 70 flights are reported.", "about 60-70"),
        ("en", "I have seen 60 or 70 reported.", "exact 60-70"),
        ("es", "Hubo 60 o 70 vuelos.", "exact 60-70"),
    ],
)
def test_qualifiers_and_ranges(language, text, expected):
    found = read(text, language)[0]
    high = "" if found.value_max is None else f"-{found.value_max}"
    assert f"{found.qualifier} {found.value}{high}" == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # rows that say where people come from are no places of the figures
        ("es", "MIGRACIÓN EN GUATEMALA\n\nCuadro 1. Retornos por país de procedencia\n\n"
         "Procedencia\t2021\nMéxico\t900\n"
         "Belice\t700\nTotal\t1,600", [("GTM",)] * 3),
        # a border is named after the neighbor
        ("en", "Guatemala. Police turned back 900 people at the Honduran border.", [("GTM",)]),
        # a Spanish dateline
        ("es", "OFICINA DE MIGRACIÓN\n\nSan José, 12 de mayo de 2022. La oficina, que se ocupa de "
         "quienes llegan, abrió ayer 12 oficinas en las "
         "cuatro provincias del norte y del sur del país, según dijo su director en una visita.\n\nSe resolvieron 900 "
         "solicitudes de personas nicaragüenses.", [("CRI",)] * 2),
        # a name that several countries have
        ("en", "HONDURAS RESILIENCE ACTIVITY\n\nTable 2. Households by department\n\n"
         "Intibucá\t900\nLa Paz\t700\nTotal\t1,600",
         [("HND",)] * 3),
        # where people are from
        ("es", "En México el albergue dio comidas. Daba 200 comidas, cuenta la cocinera, una hondureña.", [("MEX",)]),
        ("en", "A caravan left with 3,000 people, most of them from Peru and Haiti, and is in Mexico.", [("MEX",)]),
        # who pays together
        ("es", "EL CENTRO DE GUATEMALA\n\n"
         "La cooperación de los Estados Unidos y del Canadá es de 3 millones de dólares.",
         [("GTM",)]),
        ("es", "GUATEMALA Y EL SALVADOR: LLUVIAS\n\nEn los dos países hay 900 personas sin techo.", [("GTM", "SLV")]),
    ],
)  # fmt: skip
def test_places(language, text, expected):
    assert [found.where.countries for found in read(text, language)] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The hearing is in 2172 Rayburn House Office Building."),
        ("en", "Applicants should call 822-2423, extension 114."),
        ("es", "Informes en la línea 601 605 5454, opción 4."),
    ],
)
def test_addresses_and_telephones_are_no_figures(language, text):
    assert read(text, language) == []
