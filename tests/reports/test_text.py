"""An archived text cut where marked spans begin and end, against the plainest way to do it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.intake.document import Block, Kind
from metrics.reports.text import (
    STRETCH,
    CitingFigure,
    Highlight,
    Marks,
    Note,
    Quote,
    depths_of,
    outline_of,
    pieces_of,
    stretches_of,
    text_blocks,
)

TEXT = "".join(chr(97 + number % 26) for number in range(60))


@st.composite
def marked(draw):
    """Blocks, passages apart from one another, and notes that may overlap anything."""
    edges = sorted(draw(st.lists(st.integers(0, 60), min_size=4, max_size=12, unique=True)))
    blocks = list(zip(edges[::2], edges[1::2], strict=False))
    edges = sorted(draw(st.lists(st.integers(0, 60), max_size=10, unique=True)))
    highlights = [
        Highlight(*span, citations=[at]) for at, span in enumerate(zip(edges[::2], edges[1::2], strict=False))
    ]
    spans = draw(st.lists(st.tuples(st.integers(0, 59), st.integers(1, 20)), max_size=5))
    notes = [Note(start, min(start + length, 60), "untracked", at) for at, (start, length) in enumerate(spans)]
    return blocks, highlights, notes


def runs_in(piece):
    return piece.runs if isinstance(piece, Quote) else [piece]


@given(marked())
def test_every_character_is_shown_once_under_its_marks(case):
    blocks, highlights, notes = case
    marks = Marks(highlights, notes)
    for start, end in blocks:
        shown = [
            (char, piece.highlight if isinstance(piece, Quote) else None, set(run.notes))
            for piece in pieces_of(TEXT, start, end, marks)
            for run in runs_in(piece)
            for char in run.text
        ]
        expected = [
            (
                TEXT[at],
                next((h for h in highlights if h.start <= at < h.end), None),
                {note for note in notes if note.start <= at < note.end},
            )
            for at in range(start, end)
        ]
        assert shown == expected


@given(marked())
def test_an_anchor_and_an_end_come_once_for_what_begins_and_ends_in_a_block(case):
    blocks, highlights, notes = case
    pieces = [p for start, end in blocks for p in pieces_of(TEXT, start, end, Marks(highlights, notes))]
    anchors = [anchor for piece in pieces if isinstance(piece, Quote) for anchor in piece.anchors]
    assert anchors == [h.citations[0] for h in highlights if any(s <= h.start < e for s, e in blocks)]
    ended = [piece.highlight for piece in pieces if isinstance(piece, Quote) and piece.closes]
    assert ended == [h for h in highlights if any(s < h.end <= e for s, e in blocks)]
    runs = [run for piece in pieces for run in runs_in(piece)]
    opened = sorted(note.key for run in runs for note in run.opens)
    assert opened == sorted(n.key for n in notes if any(s <= n.start < e for s, e in blocks))
    closed = sorted(note.key for run in runs for note in run.closes)
    assert closed == sorted(n.key for n in notes if any(s < n.end <= e for s, e in blocks))


def heading(start, level, length=3):
    return Block(Kind.HEADING, start, start + length, level=level)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=20))
def test_headings_never_skip_a_depth_going_down(levels):
    found = list(depths_of([heading(at * 3, level) for at, level in enumerate(levels)]).values())
    assert found[0] == 1
    assert max(found) <= 4
    for (level, depth), (next_level, next_depth) in pairwise(zip(levels, found, strict=True)):
        assert next_depth <= depth + 1
        assert (next_level > level) == (next_depth > depth) or next_depth == depth


def test_the_outline_counts_the_passages_under_each_heading():
    blocks = [heading(0, 2), Block(Kind.PARAGRAPH, 4, 20), heading(21, 3), heading(30, 2)]
    outline = outline_of(TEXT, blocks, [Highlight(5, 7), Highlight(8, 9), Highlight(40, 41)])
    assert [(entry.anchor, entry.words, entry.depth, entry.passages) for entry in outline] == [
        ("text-0", "abc", 1, 2),
        ("text-21", "vwx", 2, 0),
        ("text-30", "efg", 1, 1),
    ]


def test_a_text_without_headings_is_outlined_by_its_pages():
    blocks = [
        Block(Kind.PARAGRAPH, 0, 5, page=1),
        Block(Kind.PARAGRAPH, 6, 9, page=1),
        Block(Kind.PARAGRAPH, 9, 20, page=2),
    ]
    assert [(e.anchor, e.words, e.passages) for e in outline_of(TEXT, blocks, [Highlight(7, 8)])] == [
        ("page-1", "1", 1),
        ("page-2", "2", 0),
    ]
    assert [block.new_page for block in text_blocks(TEXT, blocks, Marks([]))] == [1, None, 2]
    assert outline_of(TEXT, blocks[:2], []) == []


def test_cells_are_rows_of_one_table():
    cells = [
        Block(Kind.CELL, at * 3, at * 3 + 3, table=table, row=row, column=column)
        for at, (table, row, column) in enumerate([(0, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0)])
    ]
    first, second = text_blocks(TEXT, cells, Marks([Highlight(3, 6)]))
    assert [[len(cell) for cell in row] for row in first.rows] == [[1, 1], [1]]
    assert isinstance(first.rows[0][1][0], Quote)
    assert [len(row) for row in second.rows] == [1]


def test_stretches_begin_at_headings_and_are_bounded():
    blocks = [heading(0, 1), *(Block(Kind.PARAGRAPH, 3, 4) for _ in range(2 * STRETCH)), heading(5, 1)]
    stretches = stretches_of(text_blocks(TEXT, blocks, Marks([])))
    assert [len(stretch) for stretch in stretches] == [STRETCH, STRETCH, 1, 1]


@pytest.mark.parametrize(
    ("ended", "states", "state", "label"),
    [
        ([""], ["verified", "verified"], "verified", "Verified"),
        ([""], ["verified", "wrong_unit"], "wrong_unit", "Wrong unit"),
        (["superseded", ""], ["verified"], "verified", "Verified"),
        (["superseded", "withdrawn"], [], "withdrawn", "Withdrawn"),
    ],
)
def test_the_state_of_a_passage_is_that_of_the_figures_that_stand(ended, states, state, label):
    figures = [CitingFigure(at, "5 people", "People", how) for at, how in enumerate(ended)]
    highlight = Highlight(0, 5, figures=figures, states=states)
    assert (highlight.state, highlight.label) == (state, label)
