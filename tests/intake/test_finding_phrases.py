"""A phrase is found however a text mangles its spaces, quotes, dashes and line breaks, and offsets cut the text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from metrics.intake.passages import Scope, is_whole, plain, same_around
from metrics.intake.readers import read_text
from metrics.intake.search import Span, find_phrase

SPACES = [" ", "\u00a0", "\u202f", "\u2009", "\n", "  ", "\u00a0\n", " \u00a0 ", "\t", "\n   "]
INVISIBLE = ["", "", "", "\u00ad", "\u200b", "\u2060", "\ufeff", "\u200d"]
QUOTES = "'‘’‚‛ʼ`´′"
DOUBLE_QUOTES = '"“”„‟«»″'
DASHES = "-‐‑‒–—―−"
WORDS = ["more", "than", "1,000", "$1.2", "H-2B", "claims", "“De Aquí Soy”", "it's", "2021-2022", "40%", "Ñandú", "so…"]

phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)


@st.composite
def mangled(draw, phrase: str) -> str:
    """The phrase as another copy of a text may write it."""
    pieces = []
    for word in phrase.split(" "):
        letters = []
        for char in word:
            for group in (QUOTES, DOUBLE_QUOTES, DASHES):
                if char in group:
                    char = draw(st.sampled_from(group))
            if char == "…" and draw(st.booleans()):
                char = "..."
            char = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), char)
            letters.append(char)
            # A dash may end a line.
            letters.append(draw(st.sampled_from(["", "\n"])) if char in DASHES else "")
            letters.append(draw(st.sampled_from(INVISIBLE)))
        pieces.append("".join(letters).rstrip("".join({*INVISIBLE, "\n"})))
    return "".join(piece + draw(st.sampled_from(SPACES)) for piece in pieces).rstrip()


@given(data=st.data(), phrase=phrases)
def test_a_mangled_phrase_is_found_and_its_offsets_cut_the_text_exactly(data, phrase):
    words = data.draw(mangled(phrase))
    text = f"Before it.\n\n{words} and after."
    start = text.index(words)
    assert Span(start, start + len(words)) in find_phrase(text, phrase)


@given(data=st.data(), phrase=phrases)
def test_a_text_finds_what_was_quoted_from_a_mangled_copy(data, phrase):
    text = f"Before it. {phrase} and after."
    (span, *_) = find_phrase(text, data.draw(mangled(phrase)))
    assert text[span.start : span.end] == phrase


@given(data=st.data(), phrase=phrases)
def test_the_whole_way_of_a_citation_survives_it(data, phrase):
    """Through the reader and the section to the canonical text, which is the text as it came."""
    words = data.draw(mangled(phrase))
    text = f"Head One\n\nOther words.\n\nHead Two\n\nThey say {words} there.\n"
    document = read_text(text)
    assert document.text == text
    scope = Scope(document, Span(0, len(text)))
    found = scope.find(phrase)
    assert [text[span.start : span.end] for span in found] == [words]
    assert all(is_whole(text, span) for span in found)


@given(text=st.text(alphabet="ab1, .-“\u00a0\u00ad\n", max_size=40), phrase=st.text(alphabet="ab1 -", max_size=6))
def test_what_is_found_lies_in_the_text_in_order_and_reads_like_the_phrase(text, phrase):
    at = 0
    for span in find_phrase(text, phrase):
        assert at <= span.start < span.end <= len(text)
        at = span.end
        assert letters(text[span.start : span.end]) == letters(phrase)


def letters(words: str) -> str:
    return "".join(char for char in words if char.isalnum())


@given(data=st.data())
def test_a_section_is_found_however_it_is_spelled(data):
    heading = data.draw(st.sampled_from(["Returns – and More", "Visas: H-2B", "El “Plan” Común", "ASYLUM offices"]))
    spelled = data.draw(mangled(heading))
    spelled = data.draw(st.sampled_from([str.upper, str.lower, str.title, str]))(spelled)
    spelled = (
        data.draw(st.sampled_from(["", " ", "\u00a0"])) + spelled + data.draw(st.sampled_from(["", ":", ". ", " :"]))
    )
    assert plain(spelled) == plain(heading)


@given(before=st.text(alphabet="ab \n", max_size=30), after=st.text(alphabet="ab \n", max_size=30))
def test_the_one_place_with_the_same_words_around_is_told_whatever_comes_before(before, after):
    held = "They gave it to 5 boats in the old port. Later 5 boats came back to us."
    text = f"{before} {held} {after}"
    spans = find_phrase(text, "5 boats")
    for number, passage in enumerate(find_phrase(held, "5 boats")):
        found = same_around(held, passage, text, spans)
        assert found in (None, spans[number])
