"""Typesetting: the same data make the same bytes, and no text is an instruction or breaks the file."""

import datetime as dt

import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.exports.typeset import BREAK, UNPRINTABLE, breakable, fonts, pages_of, typeset

from .pdf import links_of, opened, tags_of, text_of

DAY = dt.date(2022, 5, 3)


def content(text="Text", **changes):
    items = [
        {"passage": ["Before ", text, " after."]},
        {"term": "Term", "text": text, "note": text},
        {"term": "Address", "text": text, "link": "https://example.org/a?b=c%20d"},
        {"line": text},
    ]
    sections = [{"heading": "First", "items": items}, {"heading": "Second", "items": [{"line": text}]}]
    made = {"title": "Title", "language": "en", "running": ["Running", "Right"], "footer": "Foot", "size": 8}
    return {**made, "name": "Name", "value": text, "marks": text, "alert": text, "sections": sections, **changes}


def made(*args, **changes):
    return typeset("defense_pack.typ", content(*args, **changes), DAY)


def test_the_file_is_tagged_titled_dated_and_says_that_it_is_pdf_ua():
    file = made()
    reader = opened(file)
    assert reader.metadata.title == "Title"
    assert reader.metadata.creation_date == dt.datetime(2022, 5, 3, tzinfo=dt.UTC)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert [tag for tag in tags_of(file) if tag.startswith("H")] == ["H1", "H2", "H2"]
    assert tags_of(file).count("LI") == 2
    # The value, what stands below it, the alert, and the two lines of the sections.
    assert tags_of(file).count("P") == 5
    assert "Link" in tags_of(file)
    assert links_of(file) == {"https://example.org/a?b=c%20d"}


def test_fonts_are_in_the_file_and_come_from_the_repository():
    page = opened(made()).pages[0]
    names = {font["/BaseFont"].partition("+")[2] for font in page["/Resources"]["/Font"].get_object().values()}
    assert names == {"PublicSans-Regular", "PublicSans-Bold"}
    assert "Public Sans" in fonts().families()


def test_the_same_data_and_day_make_the_same_bytes():
    assert made("A") == made("A")
    assert made("A") != made("B")
    assert made("A") != typeset("defense_pack.typ", content("A"), dt.date(2022, 5, 4))


@pytest.mark.parametrize(
    "text",
    [
        '#import "frame.typ": *',
        '#panic("x")',
        "*strong* _emph_ `raw` $x^2$ @label <label> = Heading - item + item / term: x",
        'quote " backslash \\ brackets [ ] { } ( ) #[ ]',
        "// comment /* comment */ https://example.org/~x",
    ],
)
def test_text_is_never_markup(text):
    file = made(text)
    assert text_of(file).count(" ".join(text.split())) >= 6
    assert [tag for tag in tags_of(file) if tag.startswith("H")] == ["H1", "H2", "H2"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("漢字 kept", f"{UNPRINTABLE}{UNPRINTABLE} kept"),
        ("😀 kept", f"{UNPRINTABLE} kept"),
        ("Żółć Ñandú ✓ kept", "Żółć Ñandú ✓ kept"),
        ("a\x00b\x1bc\u202ed\ufeffe", "abcde"),
        ("\ud800kept", "kept"),
        ("two\n\tlines\u2028three", "two lines three"),
        ("Ελληνικά Кириллица", "Ελληνικά Кириллица"),
    ],
)
def test_a_character_that_no_font_has_is_shown_as_such_and_its_neighbors_stay(text, shown):
    assert shown in text_of(made(text))


def test_text_from_right_to_left_is_set():
    text = text_of(made("مرحبا 123"))
    assert UNPRINTABLE not in text
    assert "123" in text


def test_texts_of_many_scripts_that_no_font_has_end_in_a_file():
    assert (
        pages_of(made("".join(chr(code) for code in range(0x3041, 0x2FFFF, 997) if not 0xD800 <= code < 0xE000))) == 1
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80))
def test_any_text_makes_one_page(text):
    assert pages_of(made(text)) == 1


@given(st.text())
def test_places_to_break_are_all_that_is_added(text):
    assert breakable(text).replace(BREAK, "") == text.replace(BREAK, "")


def test_long_runs_of_letters_break_and_addresses_are_left_alone():
    address = "https://throughline.example.org/figures/12/?as_of=2022-05-03"
    assert breakable(address) == address
    assert max(map(len, breakable("W" * 500).split(BREAK))) == 12


def test_pages_are_counted_as_a_reader_counts_them():
    long = made("word " * 400)
    assert pages_of(long) == len(opened(long).pages) > 1
    assert pages_of(made()) == len(opened(made()).pages) == 1


def test_a_mistake_in_a_template_is_not_hidden():
    data = content()
    del data["name"]
    with pytest.raises(typst.TypstError, match="name"):
        typeset("defense_pack.typ", data, DAY)
