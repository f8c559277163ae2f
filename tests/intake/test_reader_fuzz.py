"""Whatever a file holds, a reader answers with a document or with a sentence, and soon."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.intake.document import Document, Unreadable
from metrics.intake.readers import read_bytes, read_html, read_text
from tests.intake import makers

SAMPLES = {
    "docx": makers.docx(makers.paragraph("Some 300 people.") + makers.table([["A", "B"], ["C", "3"]])),
    "pdf": makers.pdf(
        [[(72, 700, 12, "Some 300 people came."), (72, 660, 12, "More.")]],
        [makers.ruled_table(72, 600, [50, 50], 20, 2)],
    ),
    "html": b"<html><body><h1>T</h1><table><tr><th colspan=2>A</th></tr><tr><td>B</td><td>3</td></tr></table>",
}

fuzzing = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
LINES = st.lists(
    st.sampled_from(
        [
            "",
            "• A: b",
            "# H",
            "====",
            "A | B",
            "1 | 2",
            "a\tb",
            "Word  30  40",
            "| - |",
            "Title Here",
            "x" * 90,
            "[1] n",
        ]
    )
    | st.text(max_size=30),
    max_size=20,
)


def sound(document: Document) -> None:
    """Blocks stand in order and apart, inside the text, and hold words."""
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        assert document.words(block).strip()
        end = block.end


@fuzzing
@given(lines=LINES)
def test_any_lines(lines):
    text = "\n".join(lines)
    document = read_text(text)
    assert document.text == text
    sound(document)


@fuzzing
@given(
    pieces=st.lists(
        st.sampled_from(
            [*"<>/='& ab3", "<td>", "<tr>", "<table>", "</p>", "</td>", "<th rowspan=3>", "<td colspan=x>"]
        ),
        max_size=60,
    )
)
def test_any_html(pieces):
    try:
        sound(read_html("<p>x</p>" + "".join(pieces)))
    except Unreadable:
        pytest.fail("There was a word in it.")


@fuzzing
@given(data=st.binary(max_size=200))
def test_any_bytes(data):
    read_or_refuse(data)


@pytest.mark.parametrize("name", SAMPLES)
@fuzzing
@given(data=st.data())
def test_damaged_files(name, data):
    sample = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(sample) - 1))
        sample[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(sample)))
    read_or_refuse(bytes(sample[:cut]))
    read_or_refuse(bytes(sample))


def read_or_refuse(data: bytes) -> None:
    try:
        sound(read_bytes(data))
    except Unreadable:
        return


@pytest.mark.parametrize(
    "piece",
    [
        "word ",
        "• A: b\n",
        "\n\nTitle\n",
        "a | b\n",
        "[",
        "#",
        "    x",
        "A. ",
        "- ",
        "Photo: ",
        "x\t",
        "\n" * 3,
        "=" * 9 + "\n",
    ],
)
def test_time_grows_with_length_only(piece):
    def seconds(count: int) -> float:
        spent = []
        for _ in range(3):
            start = time.process_time()
            read_text(piece * count)
            spent.append(time.process_time() - start)
        return min(spent)

    assert seconds(8000) < 40 * max(seconds(800), 0.005)
