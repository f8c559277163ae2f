"""Every arithmetical row of the design's table (section 2, "From the source / Must come out as")."""

from __future__ import annotations

from decimal import Decimal

from metrics.statements import (
    Change,
    Qualifier,
    Quantity,
    UnitForms,
    agrees,
    change,
    parse,
    ratio,
    render,
    render_change,
    share_of,
    total,
)

PERCENT = UnitForms("percent", "percent", "share")


def exact(value: str) -> Quantity:
    return Quantity(Decimal(value))


def stated(words: str) -> Quantity:
    return parse(words).quantity


def test_an_exact_count_of_more_than_a_total_is_under_the_quotient_rounded_up() -> None:
    share = ratio(stated("37,806"), stated("more than 131,000"))
    assert share == Quantity(Decimal("28.9"), Qualifier.LESS_THAN)
    assert render(share, PERCENT) == "under 28.9 percent"
    assert render(share, PERCENT, style="plain") == "under 28.9 %"


def test_nearly_an_amount_of_an_exact_one_is_nearly_the_quotient_rounded_up() -> None:
    share = ratio(stated("nearly $169 million"), stated("$588 million"))
    assert share == Quantity(Decimal("28.8"), Qualifier.NEARLY)


def test_more_than_a_count_of_more_than_a_total_is_about_the_quotient() -> None:
    share = ratio(stated("more than 600,000"), stated("more than 1.9 million"))
    assert share == Quantity(Decimal("31.6"), Qualifier.ABOUT)


def test_the_four_parts_of_almost_120000_are_consistent_with_it() -> None:
    statement = parse("almost 120,000 (22,308, 75,271, 7,866 and 13,740)")
    parts = total(part.quantity for part in statement.parts)
    assert parts == exact("119185")
    assert agrees(parts, statement.quantity)
    assert statement.parts_agree() is True


def test_a_sum_above_the_stated_total_contradicts_nearly() -> None:
    assert not agrees(exact("131000"), stated("almost 120,000"))


def test_two_allocations_add_up_to_the_stated_18000_exactly() -> None:
    assert total([exact("6500"), exact("11500")]) == exact("18000")
    assert agrees(total([exact("6500"), exact("11500")]), exact("18000"))


def test_55_and_20_million_add_up_to_the_stated_75_million_exactly() -> None:
    assert agrees(total([stated("$55 million"), stated("$20 million")]), stated("$75 million"))


def test_40_percent_of_340_is_136() -> None:
    derived = share_of(stated("40 percent"), exact("340"))
    assert derived == exact("136")
    assert str(derived.value) == "136"


def test_2800_a_day_to_at_most_100_a_day_is_down_by_at_least_96_4_percent() -> None:
    fall = change(stated("2,800 migrants in a day"), stated("no more than 100 daily"))
    assert fall == Change("down", Quantity(Decimal("96.4"), Qualifier.AT_LEAST))
    assert render_change(fall) == "down by at least 96.4 percent"


def test_20000_and_18000_visas_do_not_agree() -> None:
    assert not agrees(exact("20000"), exact("18000"))
