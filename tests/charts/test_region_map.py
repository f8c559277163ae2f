"""The map: a country's own figures shade it, what is shared shades nobody, and every country leads to its page."""

import hashlib
import json
from itertools import pairwise
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from metrics import charts
from metrics.charts import palette
from metrics.charts.region_map import LABELS, bins_of, region
from metrics.reports.overview import Cell, MatrixRow, Overview
from metrics.reports.standing import Standing
from programs.territories import ALPHA2

from .drawn import SVG, of_class, parsed, texts

FOLDER = Path(charts.__file__).parent / "region"
(ENTRY,) = json.loads((FOLDER / "MANIFEST.json").read_text(encoding="utf-8"))


def overview(**counts):
    """An overview of countries with (own, shared) counts: overview(GTM=(3, 2))."""
    rows = [MatrixRow(code, f"<{code}>", [Cell(own + shared, shared)], None) for code, (own, shared) in counts.items()]
    return Overview(
        strategy_name="Strategy",
        strategy_acronym="",
        summary="",
        mandate="",
        mandate_on=None,
        launched_on=None,
        next_due=None,
        lines=[],
        matrix=rows,
        standing=Standing(),
        updates=[],
        changes=[],
        open_findings=0,
        milestones=[],
        world=[],
    )


def link(name, *args):
    return f"/{name}/{'/'.join(map(str, args))}/?as_of=2022-05-03"


def made(**counts):
    return charts.region_map(overview(**counts), link)


def country_in(root, code):
    (found,) = [node for node in root.iter(f"{SVG}a") if node.get("href") == link("country", code)]
    return found


def fill(root, code):
    return country_in(root, code).find(f"{SVG}path").get("fill")


def luminance(color):
    """Relative luminance of "#rrggbb" (WCAG 2.1)."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_own_figures_shade_a_country_and_shared_ones_never():
    root = parsed(made(GTM=(8, 5), HND=(1, 90), BLZ=(0, 90)).drawing)
    assert fill(root, "GTM") == palette.SHADES[-1]
    assert fill(root, "HND") == palette.SHADES[0]
    assert fill(root, "BLZ") == "url(#region-map-shared)"
    assert fill(root, "PRI") == palette.LAND


def test_a_country_says_its_counts_apart():
    root = parsed(made(GTM=(8, 5), HND=(1, 0), BLZ=(0, 1)).drawing)
    assert country_in(root, "GTM").get("aria-label") == "Guatemala: 8 figures of its own, 5 shared with others"
    assert country_in(root, "HND").get("aria-label") == "Honduras: 1 figure of its own"
    assert country_in(root, "BLZ").get("aria-label") == "Belize: 1 shared with others"
    assert country_in(root, "CUB").get("aria-label") == "Cuba: no current figure"


def test_a_small_country_has_a_mark_that_can_be_hit_and_lies_above_its_neighbors():
    root = parsed(made(GRD=(1, 0)).drawing)
    grenada = country_in(root, "GRD")
    assert grenada.find(f"{SVG}circle").get("fill") == palette.SHADES[-1]
    assert country_in(root, "MEX").find(f"{SVG}circle") is None
    order = [node.get("href") for node in root.iter(f"{SVG}a")]
    assert order.index(link("country", "SLV")) > order.index(link("country", "GTM"))


def test_the_table_has_every_country_also_those_beyond_the_frame():
    region_map = made(GTM=(8, 5), CAN=(0, 2), FRA=(2, 0))
    rows = [tuple(cell.text for cell in row) for row in region_map.drawing.table.rows]
    assert rows == [("<GTM>", "8", "5"), ("<FRA>", "2", "0"), ("<CAN>", "0", "2")]
    assert region_map.beyond == 2


def test_a_map_without_figures_shades_nothing():
    region_map = made()
    root = parsed(region_map.drawing)
    assert region_map.bins == []
    assert {node.get("fill") for node in of_class(root, "map__land")} == {palette.LAND}


def test_names_are_in_the_readers_language():

    with translation.override("es"):
        assert "Haití" in texts(parsed(made(HTI=(1, 0)).drawing))


@given(st.integers(1, 10**7))
def test_bins_follow_each_other_and_hold_every_count(most):
    bins = bins_of(most)
    assert 1 <= len(bins) <= len(palette.SHADES)
    assert bins[0].low == 1
    assert bins[-1].low <= most <= bins[-1].high
    assert all(after.low == before.high + 1 for before, after in pairwise(bins))
    # A larger count is never lighter.
    assert [luminance(found.shade) for found in bins] == sorted((luminance(b.shade) for b in bins), reverse=True)


def test_shades_are_told_apart_in_grayscale_from_each_other_and_from_land():
    scale = [palette.LAND, *palette.SHADES]
    assert all(contrast(one, other) >= 1.4 for one, other in pairwise(scale))
    assert all(contrast(palette.BORDER, ground) >= 3 for ground in (palette.LAND, palette.GROUND, palette.SHADES[0]))


def test_the_outlines_are_those_of_the_manifest():
    assert hashlib.sha256((FOLDER / ENTRY["file"]).read_bytes()).hexdigest() == ENTRY["sha256"]
    assert (ENTRY["package"], ENTRY["license"]) == ("world-atlas", "ISC")
    assert ENTRY["version"] in (FOLDER / "make.sh").read_text(encoding="utf-8")


def test_every_outline_is_a_country_within_the_frame():
    for code, outline in region().outlines.items():
        assert code in ALPHA2
        assert 0 <= outline.x <= region().width
        assert 0 <= outline.y <= region().height
        assert outline.d.startswith("M")
        assert outline.d.endswith("z")
    assert LABELS.keys() <= region().outlines.keys()


@pytest.mark.parametrize(
    "code", ["MEX", "GTM", "BLZ", "SLV", "HND", "NIC", "CRI", "PAN", "HTI", "COL", "ECU", "VEN", "PER", "USA"]
)
def test_the_countries_that_matter_are_on_the_map(code):
    assert code in region().outlines
