"""A new indicator is named after what its sentence counts and what was done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.intake.naming import name_for


@pytest.mark.parametrize(
    ("sentence", "words", "noun", "name"),
    [
        ("The agency trained over 600 border guards in 2021.", "over 600", "border guards", "Border guards trained"),
        ("The ministry issued 4,200 visas for nurses by May.", "4,200", "visas", "Visas for nurses issued"),
        ("In all 4,200 visas were issued in 2023.", "4,200", "visas", "Visas issued"),
        ("It has provided $3 million in support of schools.", "$3 million", "", "Support of schools provided"),
        ("It runs nine reception centers in Chile.", "nine", "reception centers", "Reception centers"),
        ("El ministerio capacitó a 900 agentes durante 2023.", "900", "agentes", "Agentes capacitó"),
        ("And 95 of them received grants.", "95", "", ""),
        ("Nothing of it.", "77", "", ""),
        ("", "", "", ""),
    ],
)
def test_by_the_words_around_the_number(sentence, words, noun, name):
    assert name_for(sentence, words, noun) == name


@given(st.text(max_size=200), st.text(max_size=20), st.text(max_size=20))
def test_any_words_give_a_short_name(sentence, words, noun):
    assert len(name_for(sentence, words, noun)) <= 90
