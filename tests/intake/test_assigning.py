"""Of the candidates of a passage no two state the same, where there is another choice nearly as good."""

from hypothesis import given
from hypothesis import strategies as st

from metrics.intake.assigning import assigned


def test_the_one_with_the_least_to_lose_moves_on():
    registered, granted = ("registered", 0.6), ("granted", 0.55)
    choices = [[registered, ("granted", 0.4)], [registered, granted]]
    assert assigned(choices, [1_900_000, 600_000]) == [0, 1]
    assert assigned(choices[::-1], [600_000, 1_900_000]) == [1, 0]


def test_what_repeats_a_value_may_state_the_same():
    assert assigned([[("a", 0.6), ("b", 0.5)]] * 2, [5, 5]) == [0, 0]


def test_nobody_moves_to_a_choice_that_is_far_less_like():
    assert assigned([[("a", 0.9), ("b", 0.3)], [("a", 0.8)]], [1, 2]) == [0, 0]


def test_three_of_one_indicator_take_three():
    likes = [("a", 0.6), ("b", 0.5), ("c", 0.4)]
    assert sorted(assigned([likes] * 3, [1, 2, 3])) == [0, 1, 2]


def test_nothing_is_assigned_where_nothing_is_offered():
    assert assigned([], []) == []
    assert assigned([[], [("a", 1.0)]], [1, 1]) == [0, 0]


OFFERS = st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0.1, 1)), max_size=4, unique_by=lambda offer: offer[0])


@given(st.lists(st.tuples(OFFERS, st.integers(0, 2)), max_size=8))
def test_each_keeps_a_choice_that_it_has(rows):
    choices = [sorted(own, key=lambda offer: -offer[1]) for own, _ in rows]
    taken = assigned(choices, [value for _, value in rows])
    assert all(at < max(len(own), 1) for own, at in zip(choices, taken, strict=True))
