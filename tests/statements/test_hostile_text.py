"""Whatever is typed or pasted, reading ends in a statement or in a refusal with a reason, in linear time."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from metrics.statements import Period, Refused, Statement, parse, parse_period
from metrics.statements.amounts import read_digits
from metrics.statements.languages import normalize
from metrics.statements.lexicon import in_order
from metrics.statements.lexicons import LEXICONS
from metrics.statements.mentions import find_mentions
from metrics.statements.parse import MAX_LENGTH
from metrics.statements.periods import find_periods
from metrics.statements.tokens import tokenize
from tests.statements.strategies import languages

T = TypeVar("T")

DOCUMENT_DATE = date(2022, 4, 20)

#: Pieces that mean something to the grammar, so that random rows of them reach its corners.
PIECES = in_order(
    """
    1 5 40 100 999 2021 2022 1,000 131.000 1.444 1,9 0 007 1/2 -5 −5 3rd 3.ª 2B H-2B 1e9 $ US$ € USD MXN % percent
    percentage points por ciento million millones mil thousand hundred dozen half medio a an un una one two twenty
    twenty-two treinta y ciento and or of de the los más menos que more less than at least most up to nearly casi
    about unos hasta between entre from to – - ( ) [ ] , . ; : ' \" + > < ≥ ≲ ~ people visas daily al día per in en
    since desde as FY fiscal year año Q1 first half quarter April abril 13 last years to date hundreds cientos double
    not no doesn't exceed some each Title see note N/A pesos dollars billones ½ ² ١
"""
)

#: Spaces and marks that documents carry and nobody sees.
UNSEEN = ["\u00a0", "\u202f", "\u200b", "\ue000", "\x00", "\u0301"]

rows_of_pieces = st.lists(st.sampled_from([*PIECES, *UNSEEN]), max_size=12).map(" ".join)
glued_pieces = st.lists(st.sampled_from([*PIECES, *UNSEEN]), max_size=6).map("".join)


@given(st.one_of(st.text(max_size=60), rows_of_pieces, glued_pieces), languages)
@example("", "en")
@example("(" * 50, "en")
@example("٣ visas", "en")
def test_parsing_any_text_gives_a_statement_or_a_refusal(text: str, language: str) -> None:
    statement, refusal = _attempt(lambda: parse(text, language, document_date=DOCUMENT_DATE))
    if refusal:
        assert refusal.reason[0].isupper() or refusal.reason[0] == "“"
        assert refusal.reason.endswith(".")
        assert pickle.loads(pickle.dumps(refusal)).reason == refusal.reason  # noqa: S301
    else:
        assert isinstance(statement, Statement)
        assert statement.value.is_finite()
        assert statement.value_max is None or statement.value_max > statement.value
        assert statement.as_stated == text.strip()


@given(st.one_of(st.text(max_size=60), rows_of_pieces, glued_pieces), languages, st.integers(1, 12))
def test_reading_a_period_from_any_text_gives_dates_or_a_refusal(text: str, language: str, start_month: int) -> None:
    period, refusal = _attempt(lambda: parse_period(text, language, DOCUMENT_DATE, start_month))
    if refusal:
        assert refusal.reason.endswith(".")
    else:
        assert isinstance(period, Period)
        assert period.start is None or period.end is None or period.start <= period.end


@given(st.one_of(rows_of_pieces, glued_pieces), languages)
def test_a_lenient_reading_never_refuses_and_finds_what_a_strict_one_finds(text: str, language: str) -> None:
    tokens = tokenize(normalize(text))
    lenient = find_mentions(tokens, LEXICONS[language], lenient=True)
    strict, refusal = _attempt(lambda: find_mentions(tokens, LEXICONS[language]))
    if refusal:
        assert refusal.reason in [item.reason for item in lenient[1]]
    else:
        assert strict == lenient


def _attempt(read: Callable[[], T]) -> tuple[T | None, Refused | None]:
    """What ``read`` gives, or its refusal; any other error is the test's failure."""
    try:
        return read(), None
    except Refused as refusal:
        return None, refusal


@pytest.mark.parametrize("language", ["fr", "", "english", "e\nn"])
def test_another_language_is_refused(language: str) -> None:
    with pytest.raises(Refused, match="English and Spanish"):
        parse("5 visas", language)


@pytest.mark.parametrize("language", ["en-US", "EN", "en_GB", "es-GT", "es-419"])
def test_a_regional_tag_names_its_language(language: str) -> None:
    assert parse("$5", language).value == 5


def test_text_beyond_the_limit_is_refused_unread() -> None:
    assert parse("5 visas" + " " * (MAX_LENGTH - 7)).value == 5
    with pytest.raises(Refused, match="longer than 1000 characters"):
        parse("5 visas" + " " * MAX_LENGTH)


def test_a_refusal_offers_its_sentence_for_translation() -> None:
    with pytest.raises(Refused) as caught:
        parse("hundreds of {claims}")
    assert "{words}" in caught.value.template
    assert caught.value.template.format(**caught.value.details) == caught.value.reason


def _read(text: str, language: str) -> None:
    line = normalize(text)
    find_periods(line, language, DOCUMENT_DATE)
    find_mentions(tokenize(line), LEXICONS[language], lenient=True)


def _cost(work: Callable[[], None]) -> float:
    """The least processor time of several runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "1,1",
        "1 111 ",
        "1.",
        "a",
        "a-",
        "H-2B-",
        "1-",
        "(",
        "$",
        "− ",
        " ",
        "million ",
        "one ",
        "and a half ",
        "mil ",
        "treinta y ",
        "more than ",
        "at least the ",
        "a total of ",
        "of the ",
        "in ",
        "in 2021 ",
        "FY 2021 through ",
        "between 1 and ",
        "April 1 to ",
        "last last ",
        "2021-",
        "U.S.",
        "5 visas, ",
        "é\u0301",
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_cost_of_reading_grows_with_the_length_and_no_faster(unit: str, language: str) -> None:
    short, long = unit * 60, unit * 480
    ratio = _cost(lambda: _read(long, language)) / _cost(lambda: _read(short, language))
    # Eight times the text: a quadratic reader would need 64 times as long.
    assert ratio < 30


def test_digits_without_end_are_refused() -> None:
    with pytest.raises(Refused, match="too many digits"):
        read_digits("9" * 400, "en")
