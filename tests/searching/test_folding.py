"""Words as they are searched for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.searching.folding import begins, distance, key_of, keys_of, marked, plain, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("visas", "visa"),
        ("services", "service"),
        ("countries", "country"),
        ("migraciones", "migración"),
        ("permisos", "permiso"),
        ("NIÑEZ", "ninez"),
        ("refugees", "Refugee"),
        ("applications", "application"),
        ("H-2B", "h2b"),
        ("U.S.", "us"),
        ("18,000", "18000"),
        ("UN's", "UN"),
    ],
)
def test_forms_of_a_word_have_one_key(one, other):
    assert set(keys_of(one)) & set(keys_of(other))


@pytest.mark.parametrize(("one", "other"), [("asylum", "assume"), ("Honduras", "Haiti"), ("campus", "camp")])
def test_other_words_have_other_keys(one, other):
    assert not set(keys_of(one)) & set(keys_of(other))


def test_a_word_of_parts_is_found_by_each():
    assert keys_of("asylum-seekers") == ["asylumseeker", "asylum", "seeker"]


def test_short_words_are_only_themselves():
    assert begins("un", "un")
    assert not begins("under", "un")
    assert begins("asylum", "asy")


@given(st.text())
def test_keys_are_letters_and_digits_in_small(text):
    for key in keys_of(text):
        assert key.isalnum()
        assert key == plain(key)


@given(st.text())
def test_words_stand_in_order_and_apart(text):
    end = 0
    for word in words_of(text):
        assert end <= word.start < word.end <= len(text)
        end = word.end


@given(st.text(), st.lists(st.text(alphabet="asylum", min_size=1)))
def test_marking_changes_no_letter(text, wanted):
    assert "".join(piece for piece, _ in marked(text, wanted)) == text


def test_what_matches_is_marked():
    assert marked("People granted asylum, asylum-seekers", ["asylum"]) == [
        ("People granted ", False),
        ("asylum", True),
        (", ", False),
        ("asylum-seekers", True),
    ]


LETTERS = st.text(alphabet="abc", max_size=7)


def slow_distance(a: str, b: str) -> int:
    """The definition, without a table."""
    if not a or not b:
        return len(a) + len(b)
    found = [
        slow_distance(a[:-1], b) + 1,
        slow_distance(a, b[:-1]) + 1,
        slow_distance(a[:-1], b[:-1]) + (a[-1] != b[-1]),
    ]
    if len(a) > 1 and len(b) > 1 and a[-1] == b[-2] and a[-2] == b[-1]:
        found.append(slow_distance(a[:-2], b[:-2]) + 1)
    return min(found)


@given(LETTERS.filter(lambda t: len(t) < 6), LETTERS.filter(lambda t: len(t) < 6), st.integers(0, 3))
def test_the_distance_is_the_least_number_of_slips(a, b, most):
    assert distance(a, b, most) == min(slow_distance(a, b), most + 1)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1))
def test_a_key_is_the_beginning_of_its_word_but_for_its_last_letter(word):
    assert word.startswith(key_of(word)[:-1])
