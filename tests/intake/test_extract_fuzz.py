"""Whatever a text holds, extraction ends soon, and what it proposes stands in the text."""

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.intake.extract import extract
from metrics.intake.readers import read_text

WORDS = """300 4,500 1.444 $5 US$3.2 million 40% percent of the in from to between and about more than
    (2021) ( ) [1] ; : . , – -
    In Honduras Guatemala, El Salvador U.S. EE. UU. México hondureños respectively the three countries both of these
    people families visas casos niños en de los las unos mil millones entre y desde hasta 2020 2021 FY 2022 April 13
    Since August launched in months hundreds half third one in five \n \n\n • Label: | \t two dozen 1/2 24/7 + ¹ * é ñ
    \u00a0 \u00ad \u200b ½ ٣ 999999999999999999999 0.5 .5 -3 respectivamente Total: compared with which ,"""
PIECES = st.sampled_from(WORDS.split(" "))
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=60).map(" ".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, language=st.sampled_from(["en", "es", None]))
def test_any_text(text, language):
    found = extract(read_text(text), language=language)
    for item in found.candidates:
        assert text[item.start : item.end] == item.as_stated != ""
        for relation in item.relations:
            assert 0 <= relation.to < len(found.candidates)
            assert found.candidates[relation.to] is not item
    for item in found.left_out:
        assert text[item.start : item.end] == item.words
    spans = sorted((item.start, item.end) for item in found.candidates)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    "piece",
    [
        "300 ",
        "300 people in Peru, ",
        "In Peru, 40 percent of the 300 cities (20 in Chile) answered in 2021. ",
        "Honduras, ",
        "(",
        "$",
        "in 2021 ",
        "AAAA ",
        "5 (A ",
        "one hundred ",
        "the three countries ",
        ", which ",
        "word ",
        "a.",
    ],
)
def test_time_grows_with_length_only(piece):
    def seconds(characters: int) -> float:
        document = read_text(piece * (characters // len(piece)))
        spent = []
        for _ in range(2):
            start = time.process_time()
            extract(document, language="en")
            spent.append(time.process_time() - start)
        return min(spent)

    assert seconds(16_000) < 20 * max(seconds(2_000), 0.02)
