"""Drawings are made of harmless elements, and every text in them is escaped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from metrics.charts.svg import DataTable, Drawing, element, number, percent

from .drawn import parsed

HOSTILE = """</title><script>alert(1)</script> & "quoted" 'so' <b onclick=x>"""


def drawing(**fields):
    given = {
        "key": "key",
        "title": "Title",
        "description": "What it says.",
        "height": 20,
        "elements": (),
        "table": DataTable("Data", ("Name", "Value"), ()),
    }
    return Drawing(**{**given, **fields})


@pytest.mark.parametrize("tag", ["script", "style", "foreignObject", "image", "use", "animate"])
def test_an_element_that_could_run_or_fetch_something_is_refused(tag):
    with pytest.raises(ValueError, match="not an element of drawings"):
        element(tag)


@pytest.mark.parametrize("name", ["style", "onclick", "onload", "xlink:href", "filter"])
def test_an_attribute_that_could_run_or_fetch_something_is_refused(name):
    with pytest.raises(ValueError, match="not an attribute of drawings"):
        element("rect", **{name: "x"})


def test_hostile_texts_stay_texts():
    words = element("text", HOSTILE, aria_label=HOSTILE)
    root = parsed(drawing(title=HOSTILE, description=HOSTILE, elements=(words,)))
    assert [node.text for node in root if node.tag.endswith(("title", "desc", "text"))] == [HOSTILE] * 3
    assert root[-1].get("aria-label") == HOSTILE


def test_a_template_takes_a_drawing_as_it_is():
    shown = Markup("{}").format(drawing())
    assert shown.startswith("<svg ")
    assert 'width="100%"' in shown
    assert "xmlns" not in shown


def test_a_file_has_its_namespace_and_its_width():
    assert parsed(drawing()).get("width") == "720"


@given(st.floats(-1e6, 1e6))
def test_lengths_are_short_and_close(value):
    assert float(number(value)) == pytest.approx(value, abs=0.006)
    assert float(percent(value).rstrip("%")) == pytest.approx(value, abs=0.0006)
    assert "e" not in number(value) + percent(value)
