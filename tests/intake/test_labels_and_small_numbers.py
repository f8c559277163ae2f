"""Numbers that name things are no figures; small numbers in words are, where they count or stand for something."""

from datetime import date

import pytest

from metrics.intake.extract import extract
from metrics.intake.readers import read_text

DAY = date(2022, 12, 9)


def read(text: str, language: str):
    return extract(read_text(text), language=language, document_date=DAY)


def rows(text: str, language: str) -> list[tuple]:
    return [(f"{item.value:f}", item.qualifier.value, item.unit) for item in read(text, language).candidates]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Chapter 4 is new, and Lesson 9 of the guide has been rewritten."),
        ("en", "They meet in Jalapa (Room 3120), at Gate 12."),
        ("en", "See Memo 17 and Invoice 4410 on Camp 7."),
        ("en", "The plane, flight 482, was late."),
        ("en", "A quake of magnitude 6.4 was felt."),
        ("es", "Respuesta al Oficio N.º 1733 y a la Nota 33."),
        ("es", "El sismo de magnitud 6,4 se sintió en la Zona 18."),
        ("es", "La cita es en la sala 12, por el expediente 4410."),
        ("es", "El vuelo 482 no salió."),
    ],
)
def test_a_number_that_names_one_of_them_is_no_figure(language, text):
    found = read(text, language)
    assert found.candidates == []
    assert found.left_out


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The hall can house 750.", ("750", "exact", "people")),
        ("en", "Last week 300 people came.", ("300", "exact", "people")),
        ("en", "We issue 300 permits.", ("300", "exact", "permits")),
        ("es", "En la zona 300 familias esperan.", ("300", "exact", "families")),
        ("es", "En la semana 40 familias volvieron.", ("40", "exact", "families")),
    ],
)
def test_a_number_that_counts_is_one_after_such_a_noun_too(language, text, expected):
    assert rows(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # "over" of a verb is no qualifier, and "barely" says "only"
        ("en", "The town will take over two schools.", [("2", "exact", "schools")]),
        ("en", "They handed over 300 kits.", [("300", "exact", "kits")]),
        ("en", "Over 300 kits were given.", [("300", "more_than", "kits")]),
        ("en", "Barely 19 per cent has been paid.", [("19", "exact", "percent")]),
        ("es", "Escasamente 40 familias volvieron.", [("40", "exact", "families")]),
        # what "no" and "sin" stand before is not the figure
        ("es", "El número de menores no acompañados bajó un 12 %.", [("12", "exact", "percent")]),
        ("es", "De los niños sin escuela, 300 volvieron.", [("300", "exact", "children")]),
        # ages of whom a pronoun names
        ("en", "Applicants must pay $100 and be over 18.", [("100", "exact", "USD")]),
        # parts in parentheses, room for persons, a verb in the singular
        ("en", "The centers (five in Peru, three in Chile) are new.",
         [("5", "exact", "centers"), ("3", "exact", "centers")]),
        ("es", "Los centros (cinco en Perú y tres en Chile) son nuevos.",
         [("5", "exact", "centers"), ("3", "exact", "centers")]),
        ("en", "It has 14 shelters; capacity is 2,400.", [("14", "exact", "shelters"), ("2400", "exact", "people")]),
        ("en", "Each of the 12 mobile clinics sees 40 patients.",
         [("12", "exact", "clinics"), ("40", "exact", "people")]),
        # what another figure is compared with
        ("en", "It saw 900 patients, fewer than the 1,200 of 2021.",
         [("900", "exact", "people"), ("1200", "exact", "people")]),
        # half a dozen
        ("en", "Half a dozen nurses came.", [("6", "exact", "people")]),
        ("es", "Llegó media docena de enfermeras.", [("6", "exact", "people")]),
        # a number word that stands for what was named
        ("en", "It has 14 offices. Three have opened since May.",
         [("14", "exact", "offices"), ("3", "exact", "offices")]),
        ("en", "In May 33 towns joined; eight more followed.", [("33", "exact", "cities"), ("8", "exact", "cities")]),
        ("es", "Rescataron a 30 niños. Cuatro siguen enfermos.",
         [("30", "exact", "children"), ("4", "exact", "children")]),
        # from eleven on, what is pointed to is counted
        ("es", "Gracias a los once países que nos apoyan.", [("11", "exact", "countries")]),
        ("en", "Thanks to the eleven countries that help.", [("11", "exact", "countries")]),
        # a share of what two countries asked for is no rate
        ("es", "Cubren el 9 % de lo pedido por los dos países.", [("9", "exact", "percent")]),
        # money, then those who get it
        ("es", "Prestó 40 millones de euros a 1.150 pequeñas empresas.",
         [("40000000", "exact", "EUR"), ("1150", "exact", "businesses")]),
        ("es", "La tarifa bajó de 55 a 20 dólares.", [("55", "exact", "USD"), ("20", "exact", "USD")]),
    ],
)  # fmt: skip
def test_small_and_qualified_numbers(language, text, expected):
    assert rows(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two have come."),
        ("es", "Tres llegaron ayer."),
        ("en", "One is for families only."),
        ("en", "Both stayed."),
    ],
)
def test_a_number_word_that_stands_for_nothing_named_is_left_out(language, text):
    assert rows(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("en", "It gave 24,680 permits, of which 15,000 were renewals.", ["permits", "permits"]),
        ("es", "Dio 24.680 permisos, de los cuales 15.000 eran renovaciones.", ["permits", "permits"]),
        ("en", "Some 60 people a day come; there is room for 45 of them.", ["people-per-day", "people"]),
        ("en", "In May 33 municipalities adopted plans.", ["municipalities"]),
        ("en", "Some 300 households lack toilets.", ["households"]),
        ("es", "Entregaron 1.500 mochilas y 45 pizarras.", ["backpacks", "blackboards"]),
        ("es", "A 412 les dimos semillas.", [None]),
        ("en", "They set tables for 40 women.", ["people"]),
        ("es", "El refugio alberga a 1.140.", ["people"]),
    ],
)
def test_units(language, text, units):
    assert [item.unit for item in read(text, language).candidates] == units


def test_some_of_what_was_counted_are_a_figure_only_where_they_are_the_subject():
    assert len(read("It met 300 people. I will just mention four of them.", "en").candidates) == 1
    assert len(read("It met 300 people, four of whom came back.", "en").candidates) == 2


def test_a_headline_figure_is_proposed_beside_the_sentence_that_repeats_it():
    found = read("Bank Gives $40 Million to Peru\n\nThe bank gave $40 million to Peru for schools.\n", "en").candidates
    assert [item.unit for item in found] == ["USD", "USD"]
    assert any(relation.kind == "same_as" for item in found for relation in item.relations)
