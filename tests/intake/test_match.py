"""Which indicators a candidate may be of: words, headings, places and units decide, and the reasons say which."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.intake.match import LEAST, Asked, Known, Match, Matcher, is_clear, stems

CLAIMS = Known(1, "Asylum claims received", "National asylum systems", "applications", "count")
GRANTS = Known(2, "People granted asylum", "National asylum systems", "people", "count")
VISAS = Known(3, "Work visas issued", "Temporary work visas", "visas", "count")
MONEY = Known(4, "Humanitarian assistance", "Humanitarian assistance", "USD", "money")
RETURNS = Known(5, "Returned migrants assisted", "Reintegration", "people", "count")
ALL = [CLAIMS, GRANTS, VISAS, MONEY, RETURNS]


def asked(sentence, *, section=(), unit="", kind="", place="", near=""):
    return Asked(sentence, section, unit, kind, place, near)


def best(question, known=ALL):
    return [match.key for match in Matcher(known).best(question)]


class TestWhatDecides:
    def test_words_of_the_indicators_name(self):
        assert best(asked("Guatemala received 900 asylum claims."))[0] == CLAIMS.key
        assert best(asked("The agency granted asylum to 40 people."))[0] == GRANTS.key

    def test_words_are_compared_by_their_beginnings(self):
        assert best(asked("It helps 40 migrants who returned; assistance began."))[0] == RETURNS.key

    def test_headings_count_less_than_the_sentence(self):
        matcher = Matcher(ALL)
        (said,) = matcher.best(asked("Issued: 40 work visas."), 1)
        (above,) = matcher.best(asked("Issued: 40.", section=("Work visas",)), 1)
        assert said.key == above.key == VISAS.key
        assert said.score > above.score

    def test_another_kind_of_unit_is_no_match(self):
        question = asked("Humanitarian assistance of 40.", unit="people", kind="count")
        assert MONEY.key not in best(question)
        assert best(replace(question, unit="USD", kind="money")) == [MONEY.key]

    def test_of_two_alike_the_one_with_the_same_unit(self):
        twins = [replace(CLAIMS, key=7, unit="people"), CLAIMS]
        assert best(asked("900 asylum claims received", unit="applications", kind="count"), twins) == [1, 7]

    def test_of_two_alike_the_one_cited_under_this_heading_before(self):
        twins = [replace(CLAIMS, key=7), replace(CLAIMS, key=8, sections=frozenset({"Asylum Offices:"}))]
        assert best(asked("900 claims received", section=("Update", "asylum offices")), twins)[0] == 8

    def test_of_two_alike_the_one_stated_for_this_place_before(self):
        twins = [
            replace(CLAIMS, key=7),
            replace(CLAIMS, key=8, places=frozenset({"GTM;HND"})),
            replace(CLAIMS, key=9, places=frozenset({"HND"})),
        ]
        assert best(asked("900 asylum claims received", place="HND"), twins) == [9, 8, 7]
        assert best(asked("900 asylum claims received", place="group:somewhere"), twins) == [7, 8, 9]

    def test_words_near_the_number_count_more_than_those_farther_on(self):
        sentence = "Asylum claims received: 900; people granted asylum: 40."
        claims = asked(sentence, near="Asylum claims received: 900;")
        grants = asked(sentence, near="people granted asylum: 40.")
        assert best(claims)[0] == CLAIMS.key
        assert best(grants)[0] == GRANTS.key

    def test_another_unit_of_the_same_kind_takes_off(self):
        question = asked("Asylum: claims received, people granted: 40.", unit="people", kind="count")
        assert best(question)[0] == GRANTS.key
        assert best(replace(question, unit="applications"))[0] == CLAIMS.key

    def test_words_of_earlier_citations_in_another_language(self):
        spanish = asked("Guatemala recibió 900 solicitudes de asilo.")
        assert best(spanish) == []
        learned = replace(CLAIMS, cited="500 solicitudes de asilo", sections=frozenset({"Asilo"}))
        assert best(replace(spanish, section=("Asilo",), unit="applications", kind="count"), [learned]) == [1]

    def test_what_shares_no_word_is_a_new_indicator(self):
        assert best(asked("The river rose by 40 meters.", unit="meters", kind="count")) == []
        assert best(asked("")) == []
        assert Matcher([]).best(asked("900 asylum claims")) == []


class TestWhy:
    def test_the_reasons_name_what_agrees(self):
        known = replace(CLAIMS, places=frozenset({"GTM"}), sections=frozenset({"Offices"}), cited="asylum claims")
        question = asked(
            "Guatemala received 900 asylum claims.",
            section=("National plan", "Offices"),
            unit="applications",
            kind="count",
            place="GTM",
        )
        (match,) = Matcher([known]).best(question)
        assert match.reasons == (
            "words of its name: asylum, claims, received",
            "words of its program: national, asylum",
            "words of earlier citations: asylum, claims",
            "cited under this heading before",
            "stated for this place before",
            "the same unit",
        )


@pytest.mark.parametrize(
    ("scores", "clear"),
    [([], False), ([0.54], False), ([0.55], True), ([0.8, 0.7], False), ([0.8, 0.6], True), ([0.9, 0.9], False)],
)
def test_one_clear_match_is_like_enough_and_ahead_of_the_next(scores, clear):
    assert is_clear([Match(number, score, ()) for number, score in enumerate(scores)]) is clear


def test_small_words_and_numbers_tell_nothing():
    assert set(stems("The 40 of them that were más y de los")) == {"them"}


WORDS = st.lists(st.sampled_from("asylum claims people granted visas work river bridge".split()), max_size=6)  # noqa: SIM905
KNOWN = st.builds(
    Known,
    st.integers(1, 99),
    WORDS.map(" ".join),
    WORDS.map(" ".join),
    st.sampled_from(["people", "visas"]),
    st.just("count"),
)


@given(st.lists(KNOWN, max_size=8, unique_by=lambda known: known.key), WORDS.map(" ".join), st.randoms())
def test_the_order_of_indicators_changes_nothing_and_scores_fall(known, sentence, random):
    question = asked(sentence, unit="people", kind="count")
    found = Matcher(known).best(question, most=99)
    shuffled = list(known)
    random.shuffle(shuffled)
    assert Matcher(shuffled).best(question, most=99) == found
    scores = [match.score for match in found]
    assert scores == sorted(scores, reverse=True)
    assert all(LEAST <= score <= 1 for score in scores)


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_is_compared_without_complaint(sentence, heading):
    assert len(Matcher(ALL).best(asked(sentence, section=(heading,)))) <= 3
