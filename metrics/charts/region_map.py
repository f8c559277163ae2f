"""The map of the region: each country leads to its page and is shaded by the current figures that are its own.

What several countries share is no one's: it shades nobody, is hatched where a country has nothing else, and is counted
apart in the words and in the table. Outlines come from region/ (Natural Earth), made ahead of time.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.reports.overview import MatrixRow, Overview
from programs.territories import country_name

from .palette import BORDER, FONTS, INK, LAND, SHADES, SHARED_GROUND, SHARED_LINE, hatch
from .svg import Cell, DataTable, Drawing, Element, element
from .words import width_of

# Where the names of countries stand, as (x, y, anchor) in units of the outlines; the others are named when pointed at.
LABELS = {
    "USA": (330, 42, "middle"), "MEX": (270, 160, "middle"), "GTM": (426, 320, "end"), "BLZ": (506, 266, "start"),
    "SLV": (452, 352, "end"), "HND": (584, 312, "start"), "NIC": (588, 352, "start"), "CRI": (538, 414, "end"),
    "PAN": (606, 454, "end"), "COL": (750, 494, "middle"), "VEN": (850, 442, "middle"), "ECU": (616, 588, "end"),
    "PER": (712, 690, "middle"), "HTI": (738, 280, "middle"), "CUB": (636, 172, "middle"), "BRA": (890, 650, "middle"),
    "DOM": (800, 216, "start"), "JAM": (650, 280, "end"),
}  # fmt: skip
# Names for which a narrow page has no room.
ONLY_WIDE = frozenset({"DOM", "JAM"})
# Countries of fewer square units than this are marked by a ring, since a finger or a pointer would miss their outlines.
SMALL = 120
# The size of names, in units of the outlines.
LETTERS = 20
RING = 9
# Labels that stand on their own country's shade, which may be dark.
ON_LAND = frozenset({"USA", "MEX", "COL", "VEN", "PER", "BRA"})
DARK = frozenset(SHADES[2:])


@dataclass(frozen=True, slots=True)
class Outline:
    """`d` is a path; x and y its middle; `area` in square units of the frame."""

    d: str
    x: int
    y: int
    area: int


@dataclass(frozen=True, slots=True)
class Region:
    width: int
    height: int
    outlines: dict[str, Outline]


@cache
def region() -> Region:
    read = json.loads((Path(__file__).parent / "region" / "region.json").read_text(encoding="utf-8"))
    return Region(read["width"], read["height"], {code: Outline(**made) for code, made in read["outlines"].items()})


@dataclass(frozen=True, slots=True)
class Bin:
    """Counts from `low` to `high`, both included, and their shade."""

    low: int
    high: int
    shade: str

    @property
    def words(self) -> str:
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,}–{self.high:,}"


def bins_of(most: int) -> list[Bin]:
    """Up to four bins of equal width from 1 to at least `most`, the darkest last; none where nothing is counted.

    Their width is a round number, so that their edges are easy to read: 1, 2, 3, 4, 5, 6, 8 or 10 times a power of ten.
    """
    if most < 1:
        return []
    width = round_up(-(-most // len(SHADES)))
    count = -(-most // width)
    # Fewer bins take the darker shades: farthest from the land of countries without figures.
    return [
        Bin(index * width + 1, (index + 1) * width, shade) for index, shade in enumerate(SHADES[len(SHADES) - count :])
    ]


def round_up(count: int) -> int:
    power = 10 ** (len(str(count)) - 1)
    return next(step * power for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * power >= count)


def counts_in_words(row: MatrixRow | None) -> str:
    """ "3 figures of its own, 12 shared", or that there are none."""
    if row is None:
        return _("no current figure")
    own, parts = row.own, []
    if own:
        parts.append(ngettext("%(num)s figure of its own", "%(num)s figures of its own", own) % {"num": f"{own:,}"})
    if row.shared:
        shared = ngettext("%(num)s shared with others", "%(num)s shared with others", row.shared)
        parts.append(shared % {"num": f"{row.shared:,}"})
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class RegionMap:
    """The drawing, what its shades mean, and how many countries with figures lie beyond its frame."""

    drawing: Drawing
    bins: list[Bin]
    beyond: int


def region_map(report: Overview, link: Callable[..., str]) -> RegionMap:
    """The map of an overview. `link` makes addresses as of the page's day."""
    rows = {row.code: row for row in report.matrix}
    bins = bins_of(max((row.own for row in rows.values()), default=0))
    outlines = region().outlines
    drawn = [country_area(code, rows.get(code), bins, link) for code in in_order(outlines)]
    names = [country_label(code, fill_of(rows.get(code), bins)) for code in LABELS]
    with_own = sum(rows[code].own > 0 for code in rows.keys() & outlines.keys())
    drawing = Drawing(
        key="region-map",
        title=_("Current figures by country, on a map of the region"),
        description=ngettext(
            "%(num)s country on the map has figures of its own. What several countries share shades none of them.",
            "%(num)s countries on the map have figures of their own. What several countries share shades none of them.",
            with_own,
        )
        % {"num": with_own},
        height=region().height,
        view_box=(region().width, region().height),
        role="group",
        css_class="chart map",
        definitions=(hatch("region-map-shared", SHARED_LINE, SHARED_GROUND, 8),),
        elements=(*drawn, element("g", *names, aria_hidden="true", class_="map__labels")),
        table=table_of(report.matrix),
    )
    return RegionMap(drawing, bins, len(rows.keys() - outlines.keys()))


def in_order(outlines: dict[str, Outline]) -> list[str]:
    """The largest first, so that a small country's mark lies above its neighbors."""
    return sorted(outlines, key=lambda code: (-outlines[code].area, code))


def fill_of(row: MatrixRow | None, bins: list[Bin]) -> str:
    if row is None:
        return LAND
    own = row.own
    return next((found.shade for found in bins if found.low <= own <= found.high), "url(#region-map-shared)")


def country_area(code: str, row: MatrixRow | None, bins: list[Bin], link: Callable[..., str]) -> Element:
    outline = region().outlines[code]
    fill = fill_of(row, bins)
    level = SHADES.index(fill) + 1 if fill in SHADES else ("shared" if row else "none")
    words = f"{country_name(code)}: {counts_in_words(row)}"
    look = {"fill": fill, "stroke": BORDER, "stroke_width": 1, "class_": f"map__land map__land--{level}"}
    small = outline.area < SMALL
    return element(
        "a",
        element("title", words),
        element("path", d=outline.d, stroke_linejoin="round", **look),
        element("circle", cx=outline.x, cy=outline.y, r=RING, **look) if small else None,
        href=link("country", code),
        aria_label=words,
        class_="map__country",
    )


def country_label(code: str, fill: str) -> Element:
    x, y, anchor = LABELS[code]
    name = country_name(code)
    if anchor == "start" and x + width_of(name, LETTERS) > region().width:
        # "República Dominicana" is longer than the name that the place was chosen for.
        x, anchor = region().width, "end"
    on_dark = code in ON_LAND and fill in DARK
    return element(
        "text",
        name,
        x=x,
        y=y,
        text_anchor=anchor,
        font_family=FONTS,
        font_size=LETTERS,
        fill="#ffffff" if on_dark else INK,
        stroke=None if on_dark else "#ffffff",
        stroke_width=None if on_dark else 3,
        paint_order=None if on_dark else "stroke",
        class_="map__label map__label--wide" if code in ONLY_WIDE else "map__label",
    )


def table_of(matrix: list[MatrixRow]) -> DataTable:
    return DataTable(
        caption=_("Current figures by country"),
        columns=(_("Country"), _("Of its own"), _("Shared with others")),
        rows=tuple(
            (
                Cell(row.name, "country", row.code),
                Cell(f"{row.own:,}"),
                Cell(f"{row.shared:,}"),
            )
            for row in sorted(matrix, key=lambda row: (-row.own, row.name))
        ),
        numeric=(1, 2),
    )
