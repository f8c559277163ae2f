"""Figures from sentences: each field with the step that decided it, what is left out, and how figures relate."""

from datetime import date

import pytest

from metrics.intake.extract import Extraction, extract
from metrics.intake.readers import read_bytes, read_text
from metrics.intake.units import nouns, with_nouns

DAY = date(2022, 4, 20)


def read(text: str, language: str = "en", title: str = "") -> Extraction:
    return extract(read_text(text), language=language, document_date=DAY, title=title)


def rows(text: str, language: str = "en") -> list[tuple]:
    found = read(text, language).candidates
    return [(f"{item.value:f}", item.unit, ",".join(item.where.countries) or item.where.group) for item in found]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It gave US$1Billion to Honduras.", [("1000000000", "USD", "HND")]),
        ("en", "Guatemala trained 2000 officers.", [("2000", "people", "GTM")]),
        (
            "en",
            "In Mexico, 40 percent of the 340 towns answered.",
            [("40", "percent", "MEX"), ("340", "cities", "MEX")],
        ),
        ("en", "Panama counted 1.444 people.", [("1444", "people", "PAN")]),
        (
            "en",
            "The number rose from 300 to 450 shelters in Peru.",
            [("300", "shelters", "PER"), ("450", "shelters", "PER")],
        ),
        (
            "en",
            "Honduras and El Salvador asked for 940 and 1,310 workers, respectively.",
            [("940", "people", "HND"), ("1310", "people", "SLV")],
        ),
        (
            "en",
            "They opened 5 centers in Guatemala, 7 in Honduras and 2 in El Salvador.",
            [("5", "centers", "GTM"), ("7", "centers", "HND"), ("2", "centers", "SLV")],
        ),
        (
            "en",
            "IOM helped 300 people in Belize. It also gave out 90 kits.",
            [("300", "people", "BLZ"), ("90", "kits", "BLZ")],
        ),
        (
            "en",
            "El Salvador, Guatemala, and Honduras agreed. In the three countries, 300 families moved.",
            [("300", "families", "GTM,HND,SLV")],
        ),
        ("en", "COMAR accepted 500 claims in Tapachula.", [("500", "applications", "MEX")]),
        ("en", "With funding from Canada, 500 families in Belize were fed.", [("500", "families", "BLZ")]),
        (
            "en",
            "500 refugees from Northern Central America arrived in the United States.",
            [("500", "people", "northern-central-america")],
        ),
        ("en", "Each of the 14 shelters in Peru has 50 beds.", [("14", "shelters", "PER"), ("50", "beds", "PER")]),
        (
            "es",
            "En Perú, 300; en Chile, 250, y en Haití, 125 familias.",
            [("300", "families", "PER"), ("250", "families", "CHL"), ("125", "families", "HTI")],
        ),
        (
            "en",
            "It gave Peru $25 million (15 million in grants and 10 million in loans).",
            [("25000000", "USD", "PER"), ("15000000", "USD", "PER"), ("10000000", "USD", "PER")],
        ),
        ("en", "Peru won 17 cases, compared with nine before.", [("17", "cases", "PER"), ("9", "cases", "PER")]),
        ("es", "Perú cubrió apenas el 31% del plan.", [("31", "percent", "PER")]),
        (
            "en",
            "With $5 million from Sweden, FAO helped 300 families in Peru.",
            [("5000000", "USD", "PER"), ("300", "families", "PER")],
        ),
        (
            "en",
            "Most people came from Cuba (41) and Haiti (32); Panama gave 90 kits.",
            [("41", "people", ""), ("32", "people", ""), ("90", "kits", "PAN")],
        ),
        ("es", "Guatemala recibió 1.054 solicitudes de asilo.", [("1054", "applications", "GTM")]),
        (
            "es",
            "Se destinaron $2800 millones y 1,5 millones de dosis a Honduras.",
            [("2800000000", "USD", "HND"), ("1500000", "doses", "HND")],
        ),
        ("es", "En los municipios hondureños operan doce oficinas.", [("12", "offices", "HND")]),
    ],
)
def test_value_unit_and_countries(language, text, expected):
    assert rows(text, language) == expected


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("In FY 2022, 300 visas were issued.", "2021-10-01", "2022-09-30", "In FY 2022"),
        ("Since August 2021, 300 events were held.", "2021-08-01", None, "Since August 2021"),
        (
            "As of April 13, 300 people had arrived in FY 2022.",
            "2021-10-01",
            "2022-04-13",
            "As of April 13 … in FY 2022",
        ),
        ("The center, established in 2019, served 300 people.", None, None, None),
        ("It served 300 people, compared with 200 in 2020.", None, None, None),
        ("They repaired 300 schools damaged by the 2020 hurricanes.", None, None, None),
        (
            "Launched in May 2021, it reached 300 people in two months.",
            "2021-05-01",
            "2021-06-30",
            "in May 2021 … in two months",
        ),
        ("Since its restart, 300 cases were opened.", None, None, "Since its restart"),
    ],
)
def test_period(text, start, end, words):
    found = read(text).candidates[0].as_dict()
    assert (found["period_start"], found["period_end"], found["period_as_stated"]) == (start, end, words)


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("The H-2B visa is one.", "H-2B", "name"),
        ("Under Title 42 they left.", "42", "name"),
        ("It took three months.", "three", "length of time"),
        ("The third highest number.", "third", "rank"),
        ("Hundreds of families came.", "Hundreds", "vague"),
        ("Claims were over double.", "double", "comparison"),
        ("One in five people agreed.", "One in five", "fraction"),
        ("The two ministers spoke to the three partners.", "three", "points back"),
        ("Call +504 2236-9320 now.", "+504 2236-9320", "contact"),
        ("Children under 5 were seen.", "5", "age"),
        ("A law of May 3, 2021 says so.", "May 3, 2021", "date"),
        ("[1] Source: 300 interviews.", "300", "footnote"),
    ],
)
def test_left_out_with_a_reason(text, words, reason):
    found = read(text)
    assert found.candidates == []
    assert [item.reason for item in found.left_out if item.words == words and reason in item.reason]


def test_offsets_point_at_the_words():
    text = "Fact Sheet\n\n• Aid:\u00a0 More\u00a0than  1,240\npeople in Belize got it,\u00ad and “about” 30[2] kits.\n"
    found = read(text)
    for item in (*found.candidates, *found.left_out):
        words = item.as_stated if item in found.candidates else item.words
        assert text[item.start : item.end] == words
    assert [item.as_stated for item in found.candidates] == ["More\u00a0than  1,240", "30"]


class TestSteps:
    def test_label_heading_and_lead_in(self):
        text = (
            "Annual Sheet\n\nWork in Belize\n\nIt was a good year for all who took part in this.\n\n"
            "• Shelters: 40 shelters were opened.\n• Honduras: 30 kits were given.\n\n"
            "In Peru, the following was done:\n\n• 50 schools were painted.\n"
        )
        found = {item.unit: item.where for item in read(text).candidates}
        assert (found["shelters"].countries, found["shelters"].reason.step) == (("BLZ",), "heading")
        assert (found["kits"].countries, found["kits"].reason.step) == (("HND",), "label")
        assert (found["schools"].countries, found["schools"].reason.step) == (("PER",), "lead-in")

    def test_title_only_where_the_document_is_about_it(self):
        about = "Aid for Honduras\n\nThe plan is for Honduras.\n\nIn it, 300 kits were given.\n"
        visit = "Visit to Honduras\n\nPeru and Chile met. Peru spoke. Chile spoke.\n\nLater on, 300 kits were given.\n"
        assert read(about).candidates[0].where.countries == ("HND",)
        assert read(visit).candidates[0].where.countries == ()

    def test_a_heading_states_figures_too(self):
        text = (
            "United States Gives $5 Million\n\nIt gave $5 million to Belize.\n\n"
            "Plans for $7 Million in Grants\n\nMore follows soon.\n"
        )
        assert [(item.value, item.section) for item in read(text).candidates] == [
            (5_000_000, ()),
            (5_000_000, ()),
            (7_000_000, ()),
        ]

    def test_tables(self):
        text = "Country\tVisas (thousands)\nPeru\t1.5\nChile\t2\n"
        assert rows(text) == [("1500", "visas", "PER"), ("2000", "visas", "CHL")]

    def test_html(self):
        page = b"<table><tr><th>Country<th>2020<th>2021</tr><tr><td>Peru families<td>30<td>41</tr></table>"
        found = extract(read_bytes(page), language="en").candidates
        assert [(item.value, item.when.start, item.unit) for item in found] == [
            (30, date(2020, 1, 1), "families"),
            (41, date(2021, 1, 1), "families"),
        ]


class TestRelations:
    def relations(self, text: str) -> list[tuple[int, str, int]]:
        found = read(text).candidates
        return [(place, one.kind, one.to) for place, item in enumerate(found) for one in item.relations]

    def test_parts_in_parentheses(self):
        text = "Almost 500 (300 women and 190 men) people came to Peru."
        assert self.relations(text) == [(1, "component_of", 0), (2, "component_of", 0)]
        assert "490" in read(text).candidates[1].relations[0].note

    def test_total_of_what_stands_before(self):
        assert self.relations("It gave $5 million and $7 million, for a total of $12 million.") == [
            (0, "component_of", 2),
            (1, "component_of", 2),
        ]

    def test_share_and_its_base(self):
        assert self.relations("It works in 40 percent of the 340 cities.") == [(0, "share_of", 1)]

    def test_subset_and_repetition(self):
        text = "Peru helped 500 people. Of these, 200 people found work.\n\nAgain: 500 people were helped in Peru.\n"
        assert self.relations(text) == [(1, "subset_of", 0), (2, "same_as", 0)]


def test_staff_can_extend_the_lexicon():
    units = with_nouns(nouns("en"), {"marimbas": "instruments"})
    found = extract(read_text("Peru bought 40 marimbas."), language="en", units=units)
    assert [item.unit for item in found.candidates] == ["instruments"]


def test_language_and_date_are_told_from_the_text():
    found = extract(read_text("Boletín\n\n12 de mayo de 2022\n\nEn lo que va del año se atendió a 30 familias.\n"))
    assert (found.language, found.document_date) == ("es", date(2022, 5, 12))
    assert found.candidates[0].when.end == date(2022, 5, 12)
