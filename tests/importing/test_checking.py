"""Rows into new, changed, same and wrong; and what is wrong says the field and what to do."""

import pytest

from metrics import importing
from metrics.models import Figure
from tests import factories as make
from tests.worlds.sheets import check, csv_of, kinds, load, problems, row

pytestmark = pytest.mark.django_db


def published(world, **cells):
    """The figure of a row, published; imported like any other."""
    load(world, row(**cells))
    figure = Figure.objects.filter(update=world, status="draft").order_by("-pk").first()
    return make.brought_to("published", figure)


@pytest.mark.parametrize(
    ("field", "written", "says"),
    [
        ("value", "N/A", "“missing”"),
        ("value", "n.a.", "“missing”"),
        ("value", "-", "“missing”"),
        ("value", "yes", "digits only"),
        ("value", "see note", "digits only"),
        ("value", "1.5M", "1500000"),
        ("value", "1.5 million", "1500000"),
        ("value", "37,806", "37806"),
        ("value", "37.806", "37806"),
        ("value", "$169 million", "169000000"),
        ("value", "more than 1,200", "more_than"),
        ("value", "1e3", "digits only"),
        ("value", "1.2345", "4 decimal places"),
        ("value", "1234567890123", "digits before the point"),
        ("value", "٣", "digits only"),
        ("value", "", "missing"),
        ("missing", "withheld", "Clear one of the two"),
        ("missing", "nobody knows", "not_yet_reported"),
        ("qualifier", "over", "more_than"),
        ("qualifier", "", "exact"),
        ("role", "", "baseline"),
        ("role", "actuals", "actual"),
        ("as_stated", "", "words"),
        ("as_stated", "one two three four five six seven eight nine", "9 words"),
        ("as_stated", "x" * 201, "200 at most"),
        ("indicator", "", "short name"),
        ("indicator", "asylum-claim", "Did you mean asylum-claims?"),
        ("indicator", "Asylum claims registered", "Write asylum-claims"),
        ("indicator", "zzz", "add the indicator"),
        ("unit", "claim", "claims"),
        ("unit", "percent", "another kind of unit"),
        ("source", "", "source"),
        ("source", "factsheet", "fact-sheet"),
        ("countries", "", "alpha-3"),
        ("countries", "Guatemala", "Write GTM"),
        ("countries", "GT", "country"),
        ("countries", "GTM;GTM", "twice"),
        ("group", "northern-central-amerca", "northern-central-america"),
        ("group", "northern-central-america", "either countries or a group"),
        ("coverage", "joint", "single"),
        ("coverage", "global", "one country"),
        ("coverage", "everywhere", "group"),
        ("category", "woman", "women"),
        ("category", "children", "not broken down by age"),
        ("period_start", "13/25/2021", "2022-04-20"),
        ("period_start", "04/03/2021", "2021-04-03 or 2021-03-04, whichever is meant"),
        ("period_start", "4/20/2021", "Write 2021-04-20: year"),
        ("period_start", "2021-02-30", "calendar"),
        ("period_start", "last year", "2022-04-20"),
        ("period_end", "2020-12-31", "ends before it starts"),
        ("period_as_stated", "x" * 121, "120 at most"),
        ("section", "x" * 401, "400 at most"),
        ("rank", "best", "preferred"),
        ("program", "another", "belongs to the program protection"),
        ("line_of_action", "4", "belongs to line of action 5"),
        ("line_of_action", "five", "whole number"),
        ("update", "march", "april"),
        ("figure_id", "999999", "Clear it"),
        ("figure_id", "14a", "whole number"),
    ],
)
def test_a_wrong_cell_names_its_field_and_the_mend(world, field, written, says):
    found = problems(check(world, row(**{"as_stated": "stated in words", field: written})))
    assert list(found) == [field]
    assert says in found[field]


def test_a_share_lies_between_0_and_100(world):
    share = {"indicator": "share-granted", "as_stated": "40 percent", "qualifier": "exact"}
    assert kinds(check(world, row(**share, value="40"), row(**share, value="100.5", period_end=""))) == ["new", "wrong"]


def test_all_that_is_wrong_with_a_row_is_said_at_once(world):
    assert set(problems(check(world, row(value="N/A", period_start="x", role="y")))) == {
        "value",
        "period_start",
        "role",
    }


def test_a_point_before_three_digits_is_a_fraction_where_the_words_say_so(world):
    assert kinds(check(world, row(value="37.806", as_stated="37.806 claims a head", qualifier="exact"))) == ["wrong"]
    assert kinds(check(world, row(value="37.8060", as_stated="claims a head"))) == ["new"]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"value": "1300"}, "value"),
        ({"qualifier": "exact"}, "qualifier"),
        ({"value": "", "missing": "withheld", "qualifier": ""}, "missing"),
    ],
)
def test_words_that_do_not_fit_are_a_warning_and_no_mistake(world, cells, field):
    (outcome,) = check(world, row(**cells)).outcomes
    assert outcome.kind == "new"
    assert [warning.field for warning in outcome.warnings] == [field]


def test_words_that_fit_or_cannot_be_read_give_no_warning(world):
    (fits, unread) = check(world, row(), row(as_stated="hundreds of claims", period_end="")).outcomes
    assert fits.warnings == unread.warnings == ()


def test_words_that_differ_in_their_number_alone_are_each_compared(world):
    rows = [
        row(
            value=str(1000 + n),
            as_stated=f"more than 1,{n + (n == 7):03} asylum claims",
            period_start=f"20{n:02}-01-01",
        )
        for n in range(20)
    ]
    outcomes = check(world, *rows).outcomes
    assert [n for n, outcome in enumerate(outcomes) if outcome.warnings] == [7]


# --- What is held already --------------------------------------------------------------------------------------------


def test_the_same_row_again_is_the_same_as_a_draft_and_as_what_is_published(world):
    load(world, row())
    assert kinds(check(world, row())) == ["same"]
    make.brought_to("published", Figure.objects.get())
    assert kinds(check(world, row())) == ["same"]
    assert kinds(check(make.update(slug="may"), row())) == ["same"]


def test_a_draft_of_another_update_is_nothing_to_this_one(world):
    load(world, row())
    other = make.update(slug="may")
    assert kinds(check(other, row())) == ["new"]
    assert (
        "nor is it a draft of this update"
        in problems(check(other, row(figure_id=Figure.objects.get().pk)))["figure_id"]
    )


def test_another_value_of_what_is_published_needs_a_reason_and_supersedes_it(world):
    held = published(world)
    assert "Figure" in problems(check(world, row(value="1300")))["reason"]
    for checked in (
        check(world, row(value="1300", reason="A misprint.")),
        check(world, row(value="1300"), reason="A misprint."),
        check(world, row(value="1300", figure_id=held.pk), reason="A misprint."),
    ):
        (outcome,) = checked.outcomes
        assert (outcome.kind, outcome.held.pk, outcome.stated.reason) == ("changed", held.pk, "A misprint.")
        assert outcome.changes == (("value", "1200", "1300"),)


def test_a_correction_keeps_its_identity(world):
    held = published(world)
    found = problems(check(world, row(figure_id=held.pk, period_end="2022-12-31"), reason="A misprint."))
    assert "clear figure_id" in found["period_end"]


def test_a_rival_of_another_source_stands_beside_what_is_published(world):
    published(world)
    rival = {"source": "remarks", "value": "1100", "as_stated": "1,100 claims", "qualifier": "exact"}
    assert kinds(check(world, row(**rival, rank="normal"))) == ["new"]
    assert "rank normal" in problems(check(world, row(**rival)))["reason"]


def test_a_superseded_figure_is_the_same_as_it_was_and_nothing_else(world):
    held = published(world)
    make.correction(of=held, value=1300)
    assert kinds(check(world, row(figure_id=held.pk))) == ["same"]
    assert "superseded" in problems(check(world, row(figure_id=held.pk, value="1400"), reason="x"))["figure_id"]


def test_a_draft_of_the_update_is_changed_in_place_and_a_submitted_one_is_not(world):
    load(world, row())
    draft = Figure.objects.get()
    (outcome,) = check(world, row(value="1300")).outcomes
    assert (outcome.kind, outcome.held.pk) == ("changed", draft.pk)
    make.brought_to("submitted", draft)
    assert "submitted for review" in problems(check(world, row(value="1300")))[""]


def test_rows_that_say_the_same_twice_or_prefer_two_values_are_wrong(world):
    rows = [row(), row(), row(value="1300"), row(value="1400", rank="normal", source="remarks")]
    checked = check(world, *rows)
    assert kinds(checked) == ["new", "wrong", "wrong", "new"]
    assert "Row 2 says the same" in checked.outcomes[1].problems[0].message
    assert "Row 2 states the same indicator" in checked.outcomes[2].problems[0].message


def test_two_rows_about_one_figure_are_wrong(world):
    held = published(world)
    twice = check(world, row(figure_id=held.pk, value="1300"), row(figure_id=held.pk, value="1400"), reason="x")
    assert kinds(twice) == ["changed", "wrong"]


def test_a_figure_that_gives_up_its_rank_leaves_its_identity_to_another(world):
    held = published(world)
    checked = check(
        world, row(source="remarks"), row(figure_id=held.pk, rank="normal"), reason="The remarks are later."
    )
    assert kinds(checked) == ["new", "changed"]


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(world, django_assert_num_queries):
    few = csv_of(*(row(period_start=f"2021-01-{day:02}") for day in range(1, 4)))
    many = csv_of(*(row(period_start=f"{year}-01-01") for year in range(1500, 2000)))
    importing.check(importing.read(few), world, world.opened_by)  # What a person may is asked once.
    for data in (few, many):
        with django_assert_num_queries(10):
            importing.check(importing.read(data), world, world.opened_by)


def test_unknown_names_without_end_are_refused_without_looking_for_near_ones_each_time(world, monkeypatch):
    monkeypatch.setattr("metrics.importing.known.MOST_GUESSES", 5)
    looked = []
    monkeypatch.setattr("metrics.importing.known.get_close_matches", lambda *a, **k: looked.append(a) or [])
    assert kinds(check(world, *(row(indicator=f"none-{n}") for n in range(50)))) == ["wrong"] * 50
    assert len(looked) == 5
