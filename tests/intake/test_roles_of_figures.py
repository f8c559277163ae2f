"""Whether a figure was reached, is promised or is aimed at, by the words of its clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.intake.roles import role_in, role_of_name


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
        ("The bank provided $3 million and pledged a further $2 million.", "$3 million", "actual", ""),
        ("The bank provided $3 million and pledged a further $2 million.", "$2 million", "commitment", "pledged"),
        ("The bank pledged $3 million and delivered $2 million.", "$2 million", "actual", ""),
        ("The bank pledged $3 million and allocated $2 million.", "$2 million", "commitment", "allocated"),
        ("It doubled its $3 million commitment by extending two programs.", "$3 million", "commitment", "commitment"),
        ("It doubled its $3 million commitment by extending two programs.", "two programs", "actual", ""),
        ("It made a commitment of $3 million.", "$3 million", "commitment", "commitment"),
        ("A declaration signed by 17 countries, which repeats the commitment.", "17 countries", "actual", ""),
        ("There are 300 visas that the minister recently announced.", "300 visas", "commitment", "announced"),
        ("There are 300 visas reserved for nurses.", "300 visas", "commitment", "reserved"),
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


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Visas issued", "actual"),
        ("Visas reserved", "commitment"),
        ("Commitment to food security", "commitment"),
        ("People the plans are to reach", "target"),
        ("Fondos solicitados", "target"),
        ("Compromiso con la seguridad", "commitment"),
    ],
)
def test_the_name_of_an_indicator_tells_of_all_its_figures(name, role):
    assert role_of_name(name)[0] == role
