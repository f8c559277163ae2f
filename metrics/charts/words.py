"""Texts within drawings: lines that fit a phone's width, and how wide they are about to be."""

import textwrap

from .palette import FONTS, INK, SIZE, SIZE_SMALL
from .svg import Element, element

# The narrowest page that has to be read, less its margins, in pixels.
NARROWEST = 288
# Of letters in Public Sans at SIZE, on average, with a little to spare.
LETTER = 6.6
LINE = 17
PER_LINE = int(NARROWEST / LETTER)
# Of letters at SIZE_SMALL.
PER_NOTE = int(PER_LINE * SIZE / SIZE_SMALL)


def lines_of(words: str, letters: int = PER_LINE) -> list[str]:
    """`words` in lines that fit; a word longer than a line is broken."""
    return textwrap.wrap(words, letters) or [""]


def width_of(words: str, size: float = SIZE) -> float:
    """About how wide the words are, in pixels."""
    return len(words) * LETTER * size / SIZE


def written(
    words: str,
    x: float | str,
    y: float,
    *,
    size: float = SIZE,
    ink: str = INK,
    bold: bool = False,
    after: Element | None = None,
    **attributes,
) -> Element:
    """Words whose line stands at the pixel `y`; `after`: a tspan that follows them."""
    weight = 700 if bold else None
    return element(
        "text", words, after, x=x, y=y, font_family=FONTS, font_size=size, fill=ink, font_weight=weight, **attributes
    )
