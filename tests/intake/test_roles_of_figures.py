"""Whether a figure was reached, is promised or is aimed at, by the words of its clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.intake.roles import role_in


@pytest.mark.parametrize(
    ("sentence", "words", "role", "word"),
    [
        ("Ruritania received 900 claims.", "900", "actual", ""),
        ("The agency will train 900 officers.", "900", "commitment", "will"),
        ("The bank pledged $3 million.", "$3 million", "commitment", "pledged"),
        ("The ministry reserved 900 visas for nurses.", "900", "commitment", "reserved"),
        ("The ministry aims to train 900 officers.", "900", "target", "aims to"),
        ("The plan is appealing for $3 million.", "$3 million", "target", "appealing for"),
        ("It helped 40 people; it will help 900 people.", "40", "actual", ""),
        ("It helped 40 people; it will help 900 people.", "900", "commitment", "will"),
        ("It will help 900 people. Of these 40 came.", "40", "actual", ""),
        ("El banco comprometió 3 millones de dólares.", "3 millones", "commitment", "comprometió"),
        ("El ministerio capacitó a 900 agentes.", "900", "actual", ""),
        ("El plan busca capacitar a 900 agentes.", "900", "target", "busca"),
        ("Words that do not stand in it.", "77", "actual", ""),
        ("", "", "actual", ""),
    ],
)
def test_the_words_of_the_clause_tell(sentence, words, role, word):
    assert role_in(sentence, words) == (role, word)


@given(st.text(max_size=200), st.text(max_size=20))
def test_any_text_has_a_role(sentence, words):
    role, word = role_in(sentence, words)
    assert role in ("actual", "commitment", "target")
    assert word in sentence
    assert (role == "actual") == (word == "")
