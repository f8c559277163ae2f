"""Figures declared to belong together."""

from hypothesis import given
from hypothesis import strategies as st

from metrics.reports.progress import adding_up

from .made import case, figures_found, findings, related
from .oracles import both_can_be_true, must_be_larger, patiently, stated


def adds_up(parts, whole):
    return not findings("parts-total", [whole, *parts], [related("component_of", part, whole) for part in parts])


def test_the_returnees_agree_with_almost_120_000_and_131_000_would_not():
    parts = [case(value) for value in (22_308, 75_271, 7_866, 13_740)]
    assert adds_up(parts, case(120_000, qualifier="nearly"))
    assert not adds_up([*parts, case(11_815)], case(120_000, qualifier="nearly"))


def test_a_sum_that_differs_names_both_sides():
    whole, a, b = case(18_000, unit="visas"), case(6_500, unit="visas"), case(1_150, unit="visas")
    ((message, ids),) = findings(
        "parts-total", [whole, a, b], [related("component_of", part, whole) for part in (a, b)]
    )
    assert "6,500 visas and 1,150 visas make 7,650 visas" in message
    assert "18,000 visas" in message
    assert ids == [whole.id, a.id, b.id]


@patiently
@given(st.lists(st.integers(0, 15), min_size=1, max_size=4), stated)
def test_exact_parts_against_a_total_of_any_qualifier(values, total):
    expected = both_can_be_true((sum(values), "exact"), total)
    assert adds_up([case(value) for value in values], case(total[0], qualifier=total[1])) == expected


@patiently
@given(st.lists(stated, min_size=1, max_size=4), stated)
def test_parts_of_any_qualifier_are_judged_as_on_the_pages(values, total):
    parts = [case(value, qualifier=qualifier) for value, qualifier in values]
    whole = case(total[0], qualifier=total[1])
    assert adds_up(parts, whole) == adding_up(whole.row, [part.row for part in parts]).agrees


def test_a_total_divided_twice_is_no_contradiction():
    women, men = case(60, breakdown=1, category_slug="women"), case(40, breakdown=1, category_slug="men")
    young, old = case(30, breakdown=2, category_slug="young"), case(70, breakdown=2, category_slug="old")
    whole = case(100)
    assert adds_up([women, men, young, old], whole)
    wrong = case(71, breakdown=2, category_slug="old")
    parts = [women, men, young, wrong]
    relations = [related("component_of", part, whole) for part in parts]
    assert figures_found("parts-total", [whole, *parts], relations) == [{whole.id, young.id, wrong.id}]


def test_with_a_part_missing_only_too_large_a_sum_is_found():
    assert adds_up([case(40), case(None)], case(100))
    assert not adds_up([case(140), case(None)], case(100))
    assert adds_up([case(40)], case(None))


def test_parts_of_another_indicator_are_brought_together():
    whole = case(10, indicator_id=3)
    parts = [case(7, indicator_id=1), case(4, indicator_id=9)]
    assert not adds_up(parts, whole)


@patiently
@given(stated, stated)
def test_a_subset_and_a_share_larger_than_the_whole(part, whole):
    a, b = (case(value, qualifier=qualifier) for value, qualifier in (part, whole))
    expected = [{a.id, b.id}] if must_be_larger(part, whole) else []
    assert figures_found("subset-larger", [a, b], [related("subset_of", a, b)]) == expected
    assert figures_found("share-over-base", [a, b], [related("share_of", a, b)]) == expected
    assert not figures_found("subset-larger", [a, b], [related("overlaps", a, b)])


def test_a_percentage_is_no_larger_than_its_base():
    share, base = case(40, unit="percent"), case(12)
    relations = [related("share_of", share, base)]
    assert not findings("share-over-base", [share, base], relations)
    assert not findings("related-units", [share, base], relations)


def test_related_figures_in_different_units():
    dollars, euros = case(5, unit="USD"), case(9, unit="EUR")
    for kind in ("component_of", "subset_of", "share_of"):
        relations = [related(kind, dollars, euros)]
        assert figures_found("related-units", [dollars, euros], relations) == [{dollars.id, euros.id}]
        assert not findings("subset-larger", [dollars, euros], relations)
        assert not findings("parts-total", [dollars, euros], relations)
    people, visas = case(5), case(9, unit="visas")
    assert not findings("related-units", [people, visas], [related("share_of", people, visas)])
    assert figures_found("related-units", [people, visas], [related("component_of", people, visas)])
