"""Figures over time: spans in their order, qualifiers drawn, gaps left open, corrected values faint."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.charts.scales import MONTH_TICKS, TICKS, TimeScale, ValueScale
from metrics.charts.series import PANELS, series_chart
from metrics.statements import Direction, Qualifier

from .drawn import SVG, of_class, parsed, share, texts
from .made import history, report, row

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
ACCUMULATIONS = ["snapshot", "increment", "running_total"]
# The words of a period that ends on the last day there is ask for the day after it.
LATEST = dt.date(9998, 12, 31)
HOSTILE = "</text><script>alert(1)</script>"


def chart(*rows, accumulation="increment", **fields):
    return series_chart(report(accumulation), history(*rows, **fields))


def root_of(*rows, **fields):
    return parsed(chart(*rows, **fields).drawing)


def blocks(root):
    """(left, right, top) of each block, in the order of their left ends."""
    found = [
        (share(rect.get("x")), share(rect.get("x")) + share(rect.get("width")), float(rect.get("y")))
        for rect in of_class(root, "mark")
        if not rect.get("fill-opacity")
    ]
    return sorted(found)


def test_nothing_is_drawn_where_no_place_has_two_figures():
    assert chart() is None
    assert chart(row()) is None
    assert chart(row(), row(place_key="MEX")) is None


def test_a_period_is_a_span_and_a_gap_stays_a_gap():
    first, second, third = blocks(root_of(row(10, period=2018), row(20, period=2019), row(30, period=2021)))
    assert first[1] == pytest.approx(second[0], abs=0.01)
    assert third[0] - second[1] == pytest.approx(second[1] - second[0], abs=0.1)


def test_a_larger_amount_is_higher_also_in_another_place():
    root = root_of(row(10, period=2018), row(30, period=2019), row(20, period=2019, place_key="MEX"))
    heights = sorted(float(rect.get("height")) for rect in of_class(root, "mark"))
    assert heights == pytest.approx([24, 48, 72])


@given(st.lists(st.tuples(DAYS, DAYS), min_size=2, max_size=8))
def test_spans_stand_in_the_order_of_their_days(periods):
    time = TimeScale.of([day for period in periods for day in period], 5, 95)
    days = sorted(day for period in periods for day in period)
    places = [time.at(day) for day in days]
    assert places == sorted(places)
    assert places[0] >= 5
    assert time.at(days[-1], end=True) <= 95.0001


@given(st.lists(st.decimals(-(10**12), 10**12, places=3), min_size=1))
def test_a_larger_value_is_never_lower(values):
    scale = ValueScale.of(values, 72)
    heights = [scale.at(value) for value in sorted(values)]
    assert heights == sorted(heights)
    assert 0 <= scale.zero <= 72


@given(DAYS, DAYS)
def test_an_axis_has_few_ticks_within_it_and_says_which(first, last):
    time = TimeScale.of([first, last])
    ticks = time.tick_words()
    assert len(ticks) <= (TICKS if all(day.month == 1 for day, _ in ticks) else MONTH_TICKS)
    assert all(-0.001 <= time.at(day) <= 100.001 for day, _ in ticks)
    assert len({words for _, words in ticks}) == len(ticks) > 0


def test_a_few_days_have_the_first_as_their_tick():
    time = TimeScale.of([dt.date(2022, 4, 19), dt.date(2022, 4, 21)])
    assert time.tick_words() == [(dt.date(2022, 4, 19), "April 19, 2022")]


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            row,
            st.one_of(st.none(), st.integers(-(10**12), 10**12)),
            period=st.one_of(
                st.integers(1, 9998),
                st.none(),
                st.dates(max_value=LATEST).map(lambda day: (day.isoformat(), None)),
                st.dates(max_value=LATEST).map(lambda day: (None, day.isoformat())),
            ),
            role=st.sampled_from(["actual", "target", "baseline", "commitment"]),
            rank=st.sampled_from(["preferred", "normal"]),
            place_key=st.sampled_from(["GTM", "GTM;HND", "global"]),
            unit_plural=st.sampled_from(["people", "visas"]),
        ),
        max_size=8,
    ),
    st.sampled_from(ACCUMULATIONS),
    st.sets(st.integers(0, 7)),
)
def test_whatever_is_stated_can_be_drawn(rows, accumulation, ended):
    made = chart(*rows, accumulation=accumulation, ended=[position for position in ended if position < len(rows)])
    if made is None:
        return
    root = parsed(made.drawing)
    for rect in of_class(root, "mark"):
        assert float(rect.get("height")) >= 0
    assert len(made.drawing.table.rows) == len(rows)


@pytest.mark.parametrize("accumulation", ACCUMULATIONS)
@pytest.mark.parametrize("qualifier", [q.value for q in Qualifier])
def test_the_end_of_a_mark_says_how_firmly_it_is_stated(accumulation, qualifier):
    root = root_of(row(10, period=2018), row(90, qualifier, period=2020), accumulation=accumulation)
    assert bool(of_class(root, "mark-open")) == (Qualifier(qualifier).direction is Direction.ABOVE)
    assert bool(of_class(root, "mark--hollow")) == (qualifier in ("up_to", "less_than"))
    soft = [rect for rect in of_class(root, "mark") if rect.get("fill-opacity")]
    assert bool(soft) == (qualifier == "about")


def test_modes_of_accumulation_have_marks_of_their_own():
    shapes = {}
    for mode in ACCUMULATIONS:
        marks = of_class(root_of(row(10), row(20, period=2022), accumulation=mode), "mark")
        shapes[mode] = [(mark.getparent().tag, mark.get("width"), mark.get("height")) for mark in marks]
    assert len({str(shape) for shape in shapes.values()}) == 3


def test_what_countries_share_is_hatched_and_what_is_a_countrys_own_is_not():
    root = root_of(row(1), row(2, period=2022), row(3, place_key="GTM;HND"), row(4, place_key="GTM;HND", period=2022))
    fills = [rect.get("fill") for rect in of_class(root, "mark")]
    assert [fill.startswith("url(") for fill in fills] == [False, False, True, True]


def test_a_corrected_value_is_a_thin_line_without_words_and_stands_in_the_table():
    made = chart(row(1111), row(2222), ended=[0])
    root = parsed(made.drawing)
    assert len(of_class(root, "mark-earlier")) == 1
    assert len(of_class(root, "mark")) == 1
    assert "2,222" in texts(root)
    assert "1,111" not in texts(root)
    cells = [[cell.text for cell in line] for line in made.drawing.table.rows]
    assert ["Guatemala", "2021", "1,111 people", "Actual, since corrected or withdrawn"] in cells


def test_a_missing_figure_is_a_dotted_field_with_its_reason_and_a_zero_is_not():
    root = root_of(row(None, missing="withheld", period=2020), row(0, period=2021), row(5, period=2022))
    assert len(of_class(root, "mark-missing")) == 1
    assert "withheld" in texts(root)
    assert len(of_class(root, "mark")) == 2


def test_a_start_that_is_not_stated_is_dots_and_no_span():
    root = root_of(row(1, period=(None, "2022-06-30")), row(2, period=2020))
    widths = sorted(share(rect.get("width")) for rect in of_class(root, "mark"))
    assert widths[0] < 2 < widths[1]


def test_targets_and_rivals_are_lines():
    root = root_of(row(1), row(2, role="target"), row(3, rank="normal"))
    assert len(of_class(root, "mark")) == 1
    dashes = {line.get("stroke-dasharray") for line in of_class(root, "mark-line")}
    assert {"6 3", "2 3"} <= dashes
    assert "Target: 2" in texts(root)


def test_a_mark_says_its_words_and_its_period_to_who_points_at_it():
    root = root_of(row(1_000, "more_than", period=2020), row(2_000))
    said = [group[0].text for group in root.iter(f"{SVG}g") if group[0].tag == f"{SVG}title"]
    assert "Actual: more than 1,000 people, 2020" in said


def test_a_results_words_never_stand_above_a_target_as_if_they_were_its_own():
    rows = [row(50, period=2020), row(80, period=2020, role="target"), row(70), row(200, role="target")]
    root = root_of(*rows)
    lines = [float(line.get("y1")) for line in of_class(root, "mark-line") if line.get("stroke-dasharray") == "6 3"]
    tops = {node.text: float(node.get("y")) for node in of_class(root, "chart-label")}
    assert tops["70"] > min(lines)
    assert tops["Target: 200"] < min(lines)
    assert "50" not in tops


def test_words_that_have_no_room_are_left_to_the_table():
    rows = [row(1000 + n, period=(f"2021-{n + 1:02}-01", f"2021-{n + 1:02}-28")) for n in range(12)]
    root = root_of(*rows)
    labels = of_class(root, "chart-label")
    assert 1 < len(labels) < 12
    assert "1,011" in texts(root)


def test_more_places_than_have_room_are_named_and_the_fullest_stay():
    codes = ["GTM", "HND", "SLV", "MEX", "PAN", "COL", "PER", "ECU", "CRI", "NIC", "BLZ", "HTI", "CUB", "JAM"]
    rows = [row(1, place_key=code) for code in codes] + [row(2, period=2020, place_key="JAM")]
    made = chart(*rows)
    assert len(of_class(parsed(made.drawing), "chart-heading")) == PANELS
    assert "Jamaica" in texts(parsed(made.drawing))
    assert "2 more places or parts stand in the table below alone." in made.reading


def test_hostile_names_stay_names():
    rows = [row(n, category_name=HOSTILE, category_slug="x", unit_plural=HOSTILE) for n in (1, 2)]
    drawing = series_chart(report(name=HOSTILE), history(*rows)).drawing
    assert HOSTILE in "".join(parsed(drawing).itertext())
    assert "<script" not in drawing.svg()


def test_units_have_scales_of_their_own():
    root = root_of(row(10), row(5, period=2022), row(Decimal("0.5"), unit_plural="visas", place_key="HND"))
    heights = [float(rect.get("height")) for rect in of_class(root, "mark")]
    assert sorted(heights) == [36, 72, 72]
