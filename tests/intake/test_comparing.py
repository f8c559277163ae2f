"""What differs between two copies of a text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.intake.comparing import Comparison, opcodes_of, paragraphs
from metrics.intake.search import Span


def compared(older, newer):
    return Comparison(older, Span(0, len(older)), newer, Span(0, len(newer)))


def shown(older, newer):
    """Differences as text: [-gone-], {+new+}, others plain."""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return [
        " ".join(marks[run.kind].format(run.words) for run in difference.runs)
        for difference in compared(older, newer).differences()
    ]


@pytest.mark.parametrize(
    ("older", "newer", "differences"),
    [
        ("One.\n\nTwo.", "One.\n\nTwo.", []),
        # Where lines break is no difference.
        ("One two\nthree.", "One\ntwo three.", []),
        ("They opened three centers.", "They opened four centers.", ["They opened [-three-] {+four+} centers."]),
        ("One.\n\nTwo.", "One.\n\nMore.\n\nTwo.", ["{+More.+}"]),
        ("One.\n\nMore.\n\nTwo.", "One.\n\nTwo.", ["[-More.-]"]),
        ("• A b c d\n• E f g h", "• A b c x\n• E f g h", ["• A b c [-d-] {+x+}"]),
        (
            "Head.\n\nSome 300 people came home.\n\nTail.",
            "Head.\n\nA new beginning here.\n\nSome 400 people came home.\n\nTail.",
            ["{+A new beginning here.+}", "Some [-300-] {+400+} people came home."],
        ),
        ("One.\n\nTwo.\n\nThree.", "Three.\n\nOne.\n\nTwo.", ["{+Three.+}", "[-Three.-]"]),
        ("", "One.", ["{+One.+}"]),
        ("One.", " \n ", ["[-One.-]"]),
    ],
)
def test_differences(older, newer, differences):
    assert shown(older, newer) == differences


def test_only_the_spans_are_compared():
    older, newer = "Before.\n\nSame.", "Other.\n\nSame.\n\nAfter."
    assert list(Comparison(older, Span(9, 14), newer, Span(8, 13)).differences()) == []


@pytest.mark.parametrize(
    ("older", "newer", "words", "same"),
    [
        ("One 5.\n\nTwo 6.", "New.\n\nOne 5.\n\nTwo 6.", "6", True),
        ("A.\n\nB.\n\nTwo 6.", "Two 6.\n\nA.\n\nB.", "6", False),
        ("One.\n\nThey had 5 of them.", "One.\n\nThey have 5 of them.", "5", True),
        ("A 5.\n\nB.\n\nC.", "B.\n\nC.\n\nD 5.", "5", False),
        ("A.\n\nB 5 b.", "A.\n\nNew 7.\n\nB 5 b.", "5", True),
    ],
)
def test_a_place_is_the_same_where_paragraphs_tell_so(older, newer, words, same):
    assert compared(older, newer).is_same_place(older.index(words), newer.index(words)) is same


PARAGRAPHS = st.lists(st.sampled_from("abcdefgh"), max_size=30)


@given(older=PARAGRAPHS, newer=PARAGRAPHS)
def test_codes_hold_every_paragraph_once_and_equal_ones_are_equal(older, newer):
    at = (0, 0)
    for equal, i1, i2, j1, j2 in opcodes_of(older, newer):
        assert (i1, j1) == at
        if equal:
            assert older[i1:i2] == newer[j1:j2]
        at = (i2, j2)
    assert at == (len(older), len(newer))


@given(older=PARAGRAPHS, newer=PARAGRAPHS)
def test_the_newer_text_comes_out_of_the_older_and_the_differences(older, newer):
    comparison = compared("\n\n".join(older), "\n\n".join(newer))
    differences = list(comparison.differences())
    gone = sorted(run.words for d in differences for run in d.runs if run.kind == "gone")
    new = sorted(run.words for d in differences for run in d.runs if run.kind == "new")
    kept = list(older)
    for words in gone:
        kept.remove(words)
    assert sorted([*kept, *new]) == sorted(newer)
    assert (differences == []) == (older == newer)


@settings(max_examples=50)
@given(text=st.text(alphabet="ab \n•\t", max_size=60), start=st.integers(0, 20), length=st.integers(0, 60))
def test_paragraphs_lie_in_their_span_and_hold_all_its_words(text, start, length):
    within = Span(min(start, len(text)), min(start + length, len(text)))
    found = paragraphs(text, within)
    at = within.start
    for span in found:
        assert at <= span.start < span.end <= within.end
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        assert not text[at : span.start].strip()
        at = span.end
    assert not text[at : within.end].strip()


def test_pages_turned_over_altogether_cost_little_more_than_pages_that_agree():
    """400 pages of 20 paragraphs: repeated ones, shuffled ones, all others."""
    count = 8000
    plain = [f"Paragraph {n} says that {n * 7} people came to place {n % 91}." for n in range(count)]
    repeated = [f"Row {n % 60}" for n in range(count)]
    shuffled = [plain[n * 3331 % count] for n in range(count)]
    rotated = [f"Row {n * 7 % 60}" for n in range(count)]
    islands = [f"Pin {n}" if n % 199 == 0 else f"Row {n % 3}" for n in range(count)]
    turned = [f"Pin {n}" if n % 199 == 0 else f"Row {n * 2 % 3}" for n in range(count)]
    other = [f"Others {n} wrote {n * 5} words of {n % 13}." for n in range(count)]

    def seconds(older, newer):
        begun = time.process_time()
        list(compared("\n\n".join(older), "\n\n".join(newer)).differences())
        return time.process_time() - begun

    alike = seconds(plain, plain)
    for older, newer in ((plain, shuffled), (repeated, rotated), (plain, other), (repeated, plain), (islands, turned)):
        assert seconds(older, newer) < 60 * alike
