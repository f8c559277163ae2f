"""Links to words on a live page: built, parsed by the grammar of the WICG draft, and found again as a browser does."""

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.archives.fragments import fragment_of, link_to_words

from .document import ARTICLE


def parsed(link: str) -> dict[str, str]:
    """The terms of a text directive: [prefix-,]start[,end][,-suffix], each percent-encoded."""
    directive = link.split(":~:text=")[1]
    assert re.fullmatch(r"[A-Za-z0-9%._~,!'()*-]+", directive)
    pieces, found = directive.split(","), {}
    if pieces[0].endswith("-"):
        found["prefix"] = pieces.pop(0)[:-1]
    if pieces[-1].startswith("-"):
        found["suffix"] = pieces.pop()[1:]
    assert 1 <= len(pieces) <= 2
    found.update(zip(("start", "end"), pieces, strict=False))
    assert not any("-" in term or "&" in term or not term for term in found.values())
    return {name: unquote(term) for name, term in found.items()}


def seen(text: str) -> tuple[str, list[int]]:
    """The text as a browser compares it, and where each of its characters stands in the text."""
    plain, places = "", []
    for at, char in enumerate(text):
        for folded in unicodedata.normalize("NFKD", char).casefold():
            if unicodedata.combining(folded) or folded == "\u00ad":
                continue
            if folded.isspace():
                if plain.endswith(" "):
                    continue
                folded = " "
            plain += {"’": "'", "‘": "'", "“": '"', "”": '"'}.get(folded, folded)
            places.append(at)
    return plain, places


def found_by_browser(text: str, terms: dict[str, str]) -> list[tuple[int, int]]:
    """Every place that the directive names, in order; white space alone may stand between its terms."""
    plain, places = seen(text)
    escaped = {name: re.escape(seen(term)[0]) for name, term in terms.items()}
    prefix = rf"{escaped['prefix']} ?" if "prefix" in escaped else ""
    suffix = rf"(?= ?{escaped['suffix']})" if "suffix" in escaped else ""
    words = rf"{escaped['start']}.*?{escaped['end']}" if "end" in escaped else escaped["start"]
    spans = []
    for at in range(len(plain)):
        match = re.compile(rf"{prefix}({words}){suffix}", re.DOTALL).match(plain, at)
        if match:
            spans.append((places[match.start(1)], places[match.end(1) - 1] + 1))
    return spans


WORDS = st.sampled_from(
    ["one", "One", "two-fold", "3,000", "a&b", "-", "(5", "six)", "$7", "café", "cafe", "“eight”", "9%"]
)
GAPS = st.sampled_from([" ", " ", " ", "\u00a0", "  ", "\n", "\n\n", "\t"])


@st.composite
def passages(draw):
    """A text of few words that come again and again, and a run of its words."""
    words = draw(st.lists(WORDS, min_size=1, max_size=30))
    text, spans = "", []
    for word in words:
        text += draw(GAPS) if text else ""
        spans.append((len(text), len(text) + len(word)))
        text += word
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, min(len(words) - 1, first + 15)))
    return text, spans[first][0], spans[last][1]


@given(passages())
def test_a_fragment_leads_back_to_exactly_its_words(passage):
    text, start, end = passage
    link = link_to_words("https://example.org/page", text, start, end)
    assume(link)
    terms = parsed(link)
    found = found_by_browser(text, terms)
    assert found[0] == (start, end)
    if "end" not in terms:
        assert found == [(start, end)]


@given(st.text(min_size=1, max_size=60), st.data())
def test_any_characters_survive(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    fragment = fragment_of(text, start, end)
    if fragment:
        assert parsed(str(fragment))["start"] == fragment.start


@given(st.lists(WORDS, min_size=1, max_size=12, unique_by=str.casefold))
def test_words_that_stand_once_need_no_context(words):
    assume(len({"café", "cafe"} & set(words)) < 2)
    fragment = fragment_of(f"start {' '.join(words)} end", 6, 6 + len(" ".join(words)))
    assert (fragment.prefix, fragment.suffix) == ("", "")


@pytest.mark.parametrize(
    ("words", "prefix", "suffix"),
    [
        ("three\nMRCs", "", ""),
        ("more than 1,000 asylum claims", "Ruritania received", "in 2030. The"),
        ("H‑2B visas", "", ""),
        ("22,308 women", "", ""),
    ],
)
def test_context_is_added_until_the_words_are_unique(words, prefix, suffix):
    start = ARTICLE.index(words)
    fragment = fragment_of(ARTICLE, start, start + len(words))
    assert found_by_browser(ARTICLE, parsed(str(fragment))) == [(start, start + len(words))]
    assert bool(prefix) == bool(fragment.prefix)
    assert bool(suffix) == bool(fragment.suffix)


def test_words_that_nothing_tells_apart_have_no_link():
    assert link_to_words("https://example.org/", "5 came.\n\n5 came.", 0, 7) != ""
    assert link_to_words("https://example.org/", "5 came. " * 40, 80, 86) == ""
    assert link_to_words("https://example.org/", "no words \n ", 8, 11) == ""


def test_what_has_a_meaning_in_the_directive_is_encoded():
    text = "It was 2-3, or a & b."
    assert (
        link_to_words("https://example.org/", text, 7, 20) == "https://example.org/#:~:text=2%2D3%2C%20or%20a%20%26%20b"
    )


def test_the_address_keeps_its_own_fragment():
    assert link_to_words("https://example.org/#part", "5 came.", 0, 6) == "https://example.org/#part:~:text=5%20came"


def test_a_long_passage_is_named_by_its_ends():
    text = "Before. " + " ".join(f"word{number}" for number in range(40)) + "\n\nAfter."
    fragment = fragment_of(text, 8, len(text))
    assert fragment.start == "word0 word1 word2 word3 word4"
    assert fragment.end == "After."
    assert found_by_browser(text, parsed(str(fragment)))[0] == (8, len(text))
