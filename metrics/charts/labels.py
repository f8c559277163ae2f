"""Words beside marks: the most important first, and none where it would lie over another or over a mark."""

from collections.abc import Iterable
from dataclasses import dataclass

from .palette import GROUND, SIZE_SMALL
from .svg import Element, percent
from .words import NARROWEST, width_of, written

HEIGHT = 14
ABOVE = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn of one figure: from `left` to `right` in percent, and its highest pixel, arrows included.

    `words` are to be written above it; the lower its `order`, the sooner it has a place. `line` is the pixel of a mark
    that is but a line, such as a target's.
    """

    left: float
    right: float
    top: float
    words: str
    order: tuple
    line: float | None = None

    def covers(self, left: float, right: float) -> bool:
        """Whether it stands anywhere between these pixels of the narrowest page."""
        return self.left / 100 * NARROWEST < right and left < self.right / 100 * NARROWEST


@dataclass(frozen=True, slots=True)
class Label:
    """Words, where they are anchored, and the pixels that they take on the narrowest page."""

    words: str
    x: float
    anchor: str
    left: float
    right: float
    bottom: float

    def lies_over(self, other: "Label") -> bool:
        return self.left < other.right and other.left < self.right and abs(self.bottom - other.bottom) < HEIGHT

    def lies_over_line(self, mark: Mark) -> bool:
        if mark.line is None or not mark.covers(self.left, self.right):
            return False
        return self.bottom - HEIGHT < mark.line < self.bottom + ABOVE


def label_of(mark: Mark, marks: Iterable[Mark]) -> Label:
    """Above the mark, and above those of `marks`, which lie before it, that its words would cover.

    Not above lines: words there would be read as the line's.
    """
    width = width_of(mark.words, SIZE_SMALL)
    middle = (mark.left + mark.right) / 2
    half = width / NARROWEST * 50
    if middle - half < 0:
        x, anchor, left = max(mark.left, 0), "start", max(mark.left, 0) / 100 * NARROWEST
    elif middle + half > 100:
        x, anchor, left = min(mark.right, 100), "end", min(mark.right, 100) / 100 * NARROWEST - width
    else:
        x, anchor, left = middle, "middle", middle / 100 * NARROWEST - width / 2
    right = left + width
    covered = [other.top for other in marks if other.line is None and other.covers(left, right)]
    return Label(mark.words, x, anchor, left, right, min([mark.top, *covered]) - ABOVE)


def placed(marks: list[Mark], highest: float) -> list[Label]:
    """The labels of marks, given from the back to the front, that have room below the pixel `highest`.

    Only the first may lie over a line of another mark.
    """
    found: list[Label] = []
    for index, mark in sorted(enumerate(marks), key=lambda pair: pair[1].order):
        label = label_of(mark, marks[index + 1 :])
        crossed = any(other is not mark and label.lies_over_line(other) for other in marks)
        over_another = any(label.lies_over(other) for other in found)
        if label.bottom - HEIGHT >= highest and not over_another and not (crossed and found):
            found.append(label)
    return found


def drawn(label: Label) -> Element:
    return haloed(
        label.words, percent(label.x), label.bottom, size=SIZE_SMALL, text_anchor=label.anchor, class_="chart-label"
    )


def haloed(words: str, x: float | str, y: float, **attributes) -> Element:
    """Words that stay readable over lines and marks."""
    return written(words, x, y, stroke=GROUND, stroke_width=3, paint_order="stroke", **attributes)
