"""Figures of a document that holds several texts: each is read by its own date, and its headings are its own."""

from datetime import date

import pytest

from metrics.intake.parts import Part, extract_parts
from metrics.intake.readers import read_bytes
from metrics.intake.search import Span

TEXT = """Ministers meet in Quito

News of the Day

The visit begins with a speech. Peru hosted 900 people this year.

Remarks of the Minister

Harbor Hall, Quito

MINISTER LÓPEZ: Good morning. Over the last two years we received 4,200 people in Peru.

They came from near and far, and 300 of them found work.

MS RUIZ: Ecuador opened 12 shelters in 2019.

Progress Note

Shelter

  • Beds: Chile runs 1,450 beds (950 for women and 500 for men).
"""


def part(begin, end, title="", day=None, language="en"):
    stop = TEXT.index(end) if end else len(TEXT)
    return Part(Span(TEXT.index(begin), stop), language, title, day)


WHOLE = Part(Span(0, len(TEXT)), "en", "Ministers meet", date(2023, 12, 7))
SPEECH = part("Remarks of", "Progress Note", "Remarks", date(2020, 4, 20))
NOTE = part("Progress Note", "", "Progress Note", date(2021, 3, 1))


def read(*parts):
    candidates, left_out = extract_parts(read_bytes(TEXT.encode()), parts)
    return {row["as_stated"]: row for row in candidates}, candidates, left_out


@pytest.fixture(scope="module")
def apart():
    return read(WHOLE, SPEECH, NOTE)[0]


def test_every_part_counts_from_its_own_day(apart):
    assert apart["4,200"]["period_end"] == "2020-04-20"
    assert apart["900"]["period_start"] == "2023-01-01"
    assert read(WHOLE)[0]["4,200"]["period_end"] == "2023-12-07"


def test_offsets_point_into_the_whole_text_and_come_in_order():
    _, rows, left_out = read(NOTE, WHOLE, SPEECH)
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    for row in (*rows, *left_out):
        assert TEXT[row["start"] : row["end"]] == row["as_stated"]


def test_each_number_is_read_once():
    _, rows, _ = read(WHOLE, SPEECH, NOTE)
    assert len({row["start"] for row in rows}) == len(rows)
    assert {row["start"] for row in rows} == {row["start"] for row in read(WHOLE)[1]}


def test_relations_point_into_the_whole_list():
    _, rows, _ = read(WHOLE, SPEECH, NOTE)
    parts = [row for row in rows if row["relations"]]
    assert {rows[each["to"]]["as_stated"] for row in parts for each in row["relations"]} == {"1,450"}


def test_headings_above_a_part_are_not_its_own(apart):
    assert apart["1,450"]["section"][-2:] == ["Shelter", "Beds"]
    assert "News of the Day" not in apart["1,450"]["section"]


def test_who_speaks_is_the_section_of_what_is_said_until_another_speaks(apart):
    assert apart["4,200"]["section"] == ["MINISTER LÓPEZ"]
    assert apart["300"]["section"] == ["MINISTER LÓPEZ"]
    assert apart["12"]["section"] == ["MS RUIZ"]


def test_a_part_in_another_language_is_left_alone():
    found, _, _ = read(WHOLE, part("Remarks of", "Progress Note", language="fr"))
    assert "4,200" not in found
    assert "900" in found
    assert extract_parts(read_bytes(TEXT.encode()), [Part(Span(0, len(TEXT)), "fr")])[0] is None


def test_how_far_it_is_goes_on_over_the_parts():
    said = []
    extract_parts(read_bytes(TEXT.encode()), [WHOLE, SPEECH, NOTE], lambda at, of: said.append((at, of)))
    assert said == sorted(said)
    assert len({of for _, of in said}) == 1
