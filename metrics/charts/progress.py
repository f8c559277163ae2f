"""How far a figure has come, as a bar: of its target, of its base, or of a hundred percent."""

from functools import lru_cache

from markupsafe import Markup, escape

from .bars import OPEN, arrows, bar
from .palette import GROUND, MAIN, TRACK
from .svg import element, percent

HEIGHT = 12
# Beyond this, in percent of the track, arrows have no room after a bar and stand within its end.
ROOM = 92.0
# Pages say the same shares again and again.
KEPT = 4096


@lru_cache(maxsize=KEPT)
def progress_bar(reached: float, qualifier: str = "exact", xmlns: bool = False, width: float | None = None) -> Markup:
    """`reached` in percent, on a track of a hundred or, where more was reached, of that, with a mark at a hundred.

    The words beside it are its alternative: it is hidden from screen readers. For a file it takes a `width` in pixels.
    """
    reached = max(reached, 0.0)
    scale = 100 / max(reached, 100.0)
    end = reached * scale
    within = qualifier in OPEN and end > ROOM
    made = bar(1, HEIGHT - 2, 0, end, "exact" if within else qualifier, MAIN, MAIN)
    if within:
        made.append(arrows(HEIGHT / 2, end, GROUND, back=True))
    return escape(
        element(
            "svg",
            element("rect", x=0, y=0, width="100%", height=HEIGHT, fill=TRACK, class_="chart-track"),
            *made,
            element("line", x1=percent(100 * scale), x2=percent(100 * scale), y1=0, y2=HEIGHT, stroke=GROUND,
                    stroke_width=2, class_="mark-cut") if scale < 1 else None,
            xmlns="http://www.w3.org/2000/svg" if xmlns else None,
            class_="progress__bar",
            width=width or "100%",
            height=HEIGHT,
            aria_hidden="true",
            focusable="false",
        )
    )  # fmt: skip
