"""Colors, patterns and type of charts, as values: the same drawing stands on a page, on paper and in a PDF.

Whatever is told apart by color is told apart by lightness, border or pattern too. charts.css replaces these by the
reader's own colors where those are forced.
"""

from .svg import Element, element

INK = "#1b1b1b"
SOFT_INK = "#565c65"
GROUND = "#ffffff"
TRACK = "#dfe1e2"
GRID = "#dfe1e2"
AXIS = "#71767a"
MAIN = "#005ea2"
MAIN_LIGHT = "#d9e8f6"
JOINT = "#5b3d8c"
JOINT_LIGHT = "#ebe3f9"
# Over whole countries, where a strong pattern would drown the shades.
SHARED_LINE = "#9a86c4"
SHARED_GROUND = "#f7f4fc"
EARLIER = "#71767a"

LAND = "#f5f5f0"
BORDER = "#565c65"
# From few to many: their lightness falls by about equal steps, from well below that of LAND.
SHADES = ("#a8cdec", "#62a6dc", "#1f70b8", "#12305c")

# Parts of a whole, in order; neighbors differ in lightness, and a gap stands between them.
PARTS = ("#12305c", "#62a6dc", "#005ea2", "#a8cdec", "#3d4551", "#a9aeb1")

FONTS = "Public Sans Web, Public Sans, Helvetica, Arial, sans-serif"
SIZE = 13
SIZE_SMALL = 12


def hatch(key: str, ink: str = JOINT, ground: str = JOINT_LIGHT, step: float = 5) -> Element:
    """The pattern of what several countries share, to be filled with `url(#key)`. `key` is unique on its page.

    `step` is the distance of its lines.
    """
    return element(
        "pattern",
        element("rect", width=step, height=step, fill=ground, class_="chart-hatch-ground"),
        element("rect", width=1.6, height=step, fill=ink, class_="chart-hatch-line"),
        id=key,
        width=step,
        height=step,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
