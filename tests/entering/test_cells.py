"""What cells mean by themselves."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.entering.cells import MARKS, Cells, Sent, cell_of_missing, line_of, missing_of, silence
from metrics.entering.targets import Series
from metrics.models import Figure
from metrics.models.source import SILENCES
from metrics.statements import Refused, parse

CATEGORIES = [SimpleNamespace(pk=pk, name=name) for pk, name in enumerate(("Women", "Men", "Girls", "Boys"), start=1)]


@pytest.mark.parametrize(
    ("words", "missing", "rest"),
    [
        ("-", "not_yet_reported", ""),
        ("—", "not_yet_reported", ""),
        ("/", "not_applicable", ""),
        ("* withheld for safety", "withheld", "withheld for safety"),
        ("? millions of people", "unknown", "millions of people"),
        ("-5 degrees", "", "-5 degrees"),
        ("1,200 people", "", "1,200 people"),
        ("", "", ""),
    ],
)
def test_a_mark_and_the_words_after_it(words, missing, rest):
    assert missing_of(words) == (missing, rest)


@pytest.mark.parametrize("state", Figure.Missing)
def test_a_cell_of_a_missing_value_reads_back(state):
    assert missing_of(cell_of_missing(state, silence(state))) == (state, "")
    assert missing_of(cell_of_missing(state, "no figures yet")) == (state, "no figures yet")


def test_each_state_has_a_mark_and_a_silence():
    assert set(MARKS.values()) == set(Figure.Missing)
    assert {silence(state) for state in Figure.Missing} == set(SILENCES)


@pytest.mark.parametrize("mark", MARKS)
def test_no_statement_begins_with_a_mark(mark):
    with pytest.raises(Refused):
        parse(mark)


@pytest.mark.parametrize(
    ("words", "total", "parts"),
    [
        ("120 women and 80 men", "", {"Women": "120 women", "Men": "80 men"}),
        ("1,200 women, 800 men", "", {"Women": "1,200 women", "Men": "800 men"}),
        (
            "almost 250 people: 120 women, 80 men, 30 girls, and 20 boys",
            "almost 250 people",
            {"Women": "120 women", "Men": "80 men", "Girls": "30 girls", "Boys": "20 boys"},
        ),
        ("250 people (120 women and 130 men)", "250 people", {"Women": "120 women", "Men": "130 men"}),
        ("120 women; 80 men", "", {"Women": "120 women", "Men": "80 men"}),
    ],
)
def test_parts_in_one_line(words, total, parts):
    line = line_of(words, CATEGORIES)
    assert (line.total, {part.category.name: part.words for part in line.parts}) == (total, parts)


@pytest.mark.parametrize(
    "words",
    [
        "120 women",
        "120 people and 80 others",
        "women and men",
        "120 women and 80 women",
        "1,200 people in March, 2031",
        "120 women and men",
        "from July to December 2021",
        "",
    ],
)
def test_what_is_no_line_of_parts_is_left_whole(words):
    assert line_of(words, CATEGORIES) is None


def test_without_categories_nothing_is_taken_apart():
    assert line_of("120 women and 80 men", []) is None


@given(st.dictionaries(st.sampled_from([*Cells._fields, "other"]), st.text(max_size=40), max_size=8))
def test_whatever_is_sent_becomes_cells_that_a_database_keeps(typed):
    cells = Cells.of(typed)
    assert Cells.of(cells._asdict()) == cells
    assert all("\x00" not in value and "\n" not in value for value in cells)
    assert cells.role in Figure.Role.values
    assert cells.rank in Figure.Rank.values


@pytest.mark.parametrize(
    "key", ["", "x", "1", "1|actual", "1|other||GTM", "1|actual|x|GTM", "1|actual||", "|actual||GTM"]
)
def test_a_damaged_series_is_none(key):
    assert Series.of(key) is None


def test_a_series_reads_back():
    for key in ("12|actual||GTM;HND", "3|target|5|group:north", "3|baseline||global"):
        assert Series.of(key).key == key


def test_only_new_rows_say_what_they_are_about():
    sent = Sent("f1", "", Cells(words="5 people", place="HND", indicator="Other"))
    held = Cells(words="4 people", place="Guatemala", indicator="Mine")
    assert sent.over_row(held, is_new=False).cells == Cells(words="5 people", place="Guatemala", indicator="Mine")
    assert sent.over_row(held, is_new=True) is sent
