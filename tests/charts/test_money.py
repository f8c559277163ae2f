"""Money: one bar a figure, on one scale, and nothing added but declared parts."""

from decimal import Decimal

import pytest

from metrics.charts import money_chart
from metrics.charts.money import BARS
from metrics.reports.money import Amount, Money
from metrics.reports.progress import divisions

from .drawn import of_class, parsed, share, texts
from .made import row
from .test_indicator_charts import part

HOSTILE = "<script>alert(1)</script>"
DOLLARS = {"unit_kind": "money", "currency": "USD", "unit_singular": "U.S. dollar", "unit_plural": "U.S. dollars"}


def amount(value, role="actual", *, qualifier="exact", funders=("State",), parts=(), **fields):
    given = {"line_number": 1, "program_name": "Assistance", "program_slug": "assistance", **DOLLARS, **fields}
    stated = row(value, qualifier, role=role, **given)
    division = divisions(stated, list(parts))[0] if parts else None
    return Amount(stated, list(funders), division)


def drawn(*amounts):
    (drawing,) = money_chart(Money(list(amounts), False)).drawings
    return parsed(drawing)


def test_amounts_stand_on_one_scale_and_are_never_stacked():
    root = drawn(amount(310, "commitment"), amount(272, qualifier="more_than"), amount(26, "commitment"))
    bars = of_class(root, "mark")
    assert {bar.get("x") for bar in bars} == {"0%"}
    assert [share(bar.get("width")) for bar in bars] == pytest.approx([90, 90 * 272 / 310, 90 * 26 / 310], abs=0.01)
    assert not of_class(root, "mark-cut")
    assert len(of_class(root, "mark-open")) == 2


def test_roles_and_joint_amounts_are_told_apart_by_more_than_color():
    roles = ("target", "commitment", "actual")
    root = drawn(*(amount(100, role, place_key=place) for place in ("GTM", "GTM;HND") for role in roles))
    fills = [bar.get("fill") for bar in of_class(root, "mark")]
    assert len(set(fills)) == 6
    assert [fill.startswith("url(") for fill in fills] == [False] * 3 + [True] * 3
    assert all(word in texts(root) for word in ("Target", "Commitment", "Actual"))


def test_declared_parts_stand_within_the_bar_of_their_whole():
    parts = [part(55, "Original amount", **DOLLARS), part(20, "Added amount", **DOLLARS)]
    root = drawn(amount(75, "commitment", parts=parts))
    (cut,) = of_class(root, "mark-cut")
    assert share(cut.get("x1")) == pytest.approx(90 * 55 / 75, abs=0.01)
    assert "$55 + $20 = $75" in texts(root)


@pytest.mark.parametrize("second", [21, None], ids=["that do not make the whole", "of which one is missing"])
def test_parts_that_do_not_add_up_are_not_drawn(second):
    parts = [part(55, "Original amount", **DOLLARS), part(second, "Added amount", **DOLLARS)]
    root = drawn(amount(75, "commitment", parts=parts))
    assert not of_class(root, "mark-cut")


def test_currencies_have_charts_of_their_own():
    quetzales = {"currency": "GTQ", "unit_plural": "quetzales"}
    drawings = money_chart(Money([amount(10), amount(9000, **quetzales), amount(20)], False)).drawings
    assert [drawing.key for drawing in drawings] == ["money-gtq", "money-usd"]
    assert [len(drawing.table.rows) for drawing in drawings] == [1, 2]


def test_an_amount_without_a_number_says_so():
    root = drawn(amount(None, missing="withheld"), amount(1))
    assert len(of_class(root, "mark-missing")) == 1
    assert "withheld" in texts(root)


def test_without_money_there_is_no_chart():
    assert money_chart(Money([], False)).drawings == []


def test_what_has_no_room_is_counted():
    chart = money_chart(Money([amount(number) for number in range(BARS + 3)], False))
    assert chart.left_out == 3
    assert len(of_class(parsed(chart.drawings[0]), "mark")) == BARS


def test_hostile_names_stay_names():
    made = amount(Decimal("1.50"), funders=[HOSTILE], program_name=HOSTILE, indicator_name=HOSTILE)
    (drawing,) = money_chart(Money([made], False)).drawings
    assert texts(parsed(drawing)).count("alert(1)") == 3
    assert "<script" not in drawing.svg()
