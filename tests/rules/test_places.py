"""Places that overlap: one country against several, and statements that look alike."""

import datetime as dt

import pytest
from hypothesis import given

from .made import case, figures_found, findings, related
from .oracles import must_be_larger, patiently, stated

NORTHERN = ("GTM", "HND", "SLV")
FY2022 = (dt.date(2021, 10, 1), dt.date(2022, 9, 30))


@patiently
@given(stated, stated)
def test_one_country_with_more_than_all_together(single, joint):
    a = case(single[0], qualifier=single[1])
    b = case(joint[0], qualifier=joint[1], places=NORTHERN)
    expected = [{a.id, b.id}] if must_be_larger(single, joint) else []
    assert figures_found("single-over-joint", [a, b]) == expected


@pytest.mark.parametrize(
    "other",
    [
        {"places": ("HND", "SLV")},
        {"places": NORTHERN, "period": 2020},
        {"places": NORTHERN, "role": "target"},
        {"places": NORTHERN, "category_slug": "women"},
        {"places": NORTHERN, "unit": "visas"},
        {"places": NORTHERN, "indicator_id": 2},
    ],
)
def test_a_joint_figure_of_something_else_is_not_compared(other):
    assert not findings("single-over-joint", [case(500), case(100, **other)])


def test_a_group_and_the_world_cover_their_countries():
    single = case(500)
    group = case(100, group="northern", members=frozenset(NORTHERN))
    assert figures_found("single-over-joint", [single, group]) == [{single.id, group.id}]
    world = case(100, places=())
    assert figures_found("single-over-joint", [single, world]) == [{single.id, world.id}]
    assert not findings("single-over-joint", [case(500, places=("MEX",)), group])


def test_a_percentage_of_one_country_may_exceed_that_of_all():
    assert not findings("single-over-joint", [case(90, unit="percent"), case(50, unit="percent", places=NORTHERN)])


def h2b():
    announced = case(20_000, unit="visas", places=(), period=None, role="commitment")
    reserved = case(18_000, unit="visas", places=(*NORTHERN, "HTI"), period=FY2022, role="commitment")
    return announced, reserved


def test_20_000_and_18_000_visas_look_alike():
    announced, reserved = h2b()
    ((message, ids),) = findings("look-alike", [announced, reserved])
    assert "20,000 visas (World; no period stated; Update)" in message
    assert "18,000 visas" in message
    assert set(ids) == {announced.id, reserved.id}


@pytest.mark.parametrize("kind", ["component_of", "subset_of", "overlaps", "conflicts_with"])
def test_a_declared_relation_settles_it(kind):
    announced, reserved = h2b()
    assert not findings("look-alike", [announced, reserved], [related(kind, reserved, announced)])


def test_parts_are_spoken_for_by_their_total():
    announced, reserved = h2b()
    half = case(
        11_500,
        unit="visas",
        places=(*NORTHERN, "HTI"),
        period=(dt.date(2022, 4, 1), dt.date(2022, 9, 30)),
        role="commitment",
    )
    cases = [announced, reserved, half]
    found = figures_found("look-alike", cases, [related("component_of", half, reserved)])
    assert found == [{announced.id, reserved.id}]


def test_countries_of_their_own_never_look_alike():
    assert not findings("look-alike", [case(1_000), case(1_100, places=("HND",)), case(131_000, places=("MEX",))])


def test_a_country_within_a_joint_figure_of_the_same_time_is_part_of_it():
    assert not findings("look-alike", [case(900), case(1_000, places=NORTHERN)])
    january = (dt.date(2021, 1, 1), dt.date(2021, 1, 31))
    assert not findings("look-alike", [case(900, places=("GTM", "HND"), period=january), case(1_000, places=NORTHERN)])


@pytest.mark.parametrize(
    ("value", "other"),
    [
        (1_000, {}),
        (1_000, {"qualifier": "about"}),
        (2_000, {"places": NORTHERN}),
        (900, {"places": NORTHERN, "period": 2015}),
        (900, {"places": ("MEX", "PAN")}),
        (900, {"places": NORTHERN, "role": "target"}),
        (None, {"places": NORTHERN}),
    ],
)
def test_what_differs_enough_or_agrees_does_not_look_alike(value, other):
    a = case(1_000, places=("GTM", "HND"), period=None)
    assert not findings("look-alike", [a, case(value, **{"places": NORTHERN, "period": None, **other})])


def test_joint_figures_for_overlapping_countries_look_alike():
    a, b = case(1_000, places=("GTM", "HND")), case(900, places=("HND", "SLV"))
    assert figures_found("look-alike", [a, b]) == [{a.id, b.id}]
    assert figures_found("look-alike", [a, case(950, places=("HND", "SLV"), period=2019)]) == []
