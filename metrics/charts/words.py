"""Texts within drawings: lines that fit a phone's width, and how wide they are about to be."""

import textwrap

from .palette import FONTS, INK, SIZE
from .svg import Element, element

# The narrowest page that has to be read, less its margins, in pixels.
NARROWEST = 288
# Of letters in Public Sans at SIZE, on average, with a little to spare.
LETTER = 6.6
LINE = 17


def letters_in(width: float, size: float = SIZE) -> int:
    """How many letters of this size have room in `width` pixels."""
    return int(int(width / LETTER) * SIZE / size)


def lines_of(words: str, width: float = NARROWEST, size: float = SIZE) -> list[str]:
    """`words` in lines that fit `width` pixels; a word longer than a line is broken."""
    return textwrap.wrap(words, letters_in(width, size)) or [""]


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
