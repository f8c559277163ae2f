"""Which rows stand in the grid of an update, and in what order."""

import datetime as dt

import pytest
from django.utils import translation

from metrics import actions, entering, reviewing
from metrics.models import Entry
from tests import factories as make


def keys(page):
    return [row.key for section in page.sections for row in section.rows]


def test_what_was_in_the_last_update_waits_for_something_new(world):
    page = entering.page_of(world.update, world.editor)
    assert page.last == world.last
    assert keys(page) == [world.series, world.of_total]
    (section,) = page.sections
    assert (section.line, section.program) == ("2. Protection", "Asylum support")
    row = section.rows[0]
    assert (row.state, row.before, row.place, row.cells.source) == (
        "blank",
        world.before,
        "Guatemala",
        str(world.source.pk),
    )


def test_a_corrected_figure_is_the_one_before(world):
    correction = make.correction(of=world.before, value=910, update=world.last)
    row = entering.page_of(world.update, world.editor).sections[0].rows[0]
    assert row.before == correction


@pytest.mark.parametrize(
    ("frequency", "period_end", "is_due"),
    [
        ("annual", dt.date(2030, 12, 31), False),
        ("annual", dt.date(2030, 11, 15), True),
        ("monthly", dt.date(2031, 9, 30), True),
        ("monthly", dt.date(2031, 10, 31), False),
        ("irregular", dt.date(2001, 1, 1), False),
    ],
)
def test_what_is_due_by_the_end_of_the_period_covered_is_listed(world, frequency, period_end, is_due):
    indicator = make.indicator(program=world.claims.program, frequency=frequency, name="Reported regularly")
    older = make.update(published_at=make.instant("2001-01-01"))
    figure = make.published(
        indicator=indicator, period=(period_end, period_end), update=older, at=make.instant("2002-01-01")
    )
    assert (f"s:{figure.series_key}" in keys(entering.page_of(world.update, world.editor))) is is_due


def test_of_a_program_that_is_over_nothing_is_due(world):
    program = make.program(status="completed")
    indicator = make.indicator(program=program, frequency="annual")
    older = make.update(published_at=make.instant("2001-01-01"))
    make.published(indicator=indicator, period=2020, update=older, at=make.instant("2002-01-01"))
    assert keys(entering.page_of(world.update, world.editor)) == [world.series, world.of_total]


def test_what_was_entered_elsewhere_stands_in_its_row(world):
    draft = make.figure(update=world.update, indicator=world.claims, citation=make.citation(source=world.remarks))
    new = make.figure(update=world.update, indicator=world.claims, countries=("MEX",), status="submitted")
    page = entering.page_of(world.update, world.editor)
    assert keys(page) == [f"f{draft.pk}", f"f{new.pk}", world.of_total]
    rows = page.sections[0].rows
    assert (rows[0].before, rows[0].state, rows[1].state, rows[1].is_open) == (
        world.before,
        "draft",
        "submitted",
        False,
    )
    assert page.counts == {"draft": 1, "submitted": 1, "blank": 1}


def test_what_was_typed_and_is_not_finished_stands_where_it_was_typed(world):
    world.save("hundreds of claims")
    world.save("many", key="n1", indicator="claims")
    page = entering.page_of(world.update, world.editor)
    assert page.sections[0].rows[0].cells.words == "hundreds of claims"
    assert page.sections[0].rows[0].problems
    assert [row.key for row in page.new] == ["n1"]
    assert page.counts["unfinished"] == 2


def test_what_was_typed_into_a_row_that_is_not_listed_any_more_is_not_lost(world):
    world.save("hundreds of claims")
    make.published(indicator=world.claims, value=5, period=2031, update=world.update)
    page = entering.page_of(world.update, world.editor)
    assert [row.cells.words for row in page.new] == ["hundreds of claims"]


def test_a_total_comes_before_its_parts(world):
    part = make.figure(update=world.update, indicator=world.returned, countries=("GTM", "HND"), category=world.men)
    assert keys(entering.page_of(world.update, world.editor)) == [world.series, world.of_total, f"f{part.pk}"]


def test_a_new_row_for_an_indicator_that_was_asked_for(world):
    page = entering.page_of(world.update, world.editor, add=world.claims.pk, new=2)
    assert [row.cells.indicator for row in page.new] == ["Claims lodged", "", ""]


def test_pages_have_so_many_rows(world, monkeypatch):
    monkeypatch.setattr(entering.page, "PER_PAGE", 1)
    assert keys(entering.page_of(world.update, world.editor, 2)) == [world.of_total]
    assert entering.page_of(world.update, world.editor, 3) is None
    assert entering.page_of(world.update, world.editor, 0) is None
    assert entering.page_of(world.update, world.editor, 1).pages == 2


def test_a_grid_that_would_be_too_long_says_so(world, monkeypatch):
    monkeypatch.setattr(entering.page, "MOST", 1)
    page = entering.page_of(world.update, world.editor)
    assert page.is_cut
    assert len(page.rows) == 1


def test_drafts_have_their_warnings(world):
    make.figure(update=world.update, indicator=world.claims, value=90_000, period=2031)
    assert entering.page_of(world.update, world.editor).sections[0].rows[0].warnings


def test_what_a_reviewer_sent_back_says_so_until_it_is_submitted_again(world):
    draft = make.figure(update=world.update, indicator=world.claims, period=2031, entered_by=world.editor)
    reviewing.hand_over(update=world.update, by=world.editor)
    actions.return_to_author(statements=[draft], by=make.publisher(), comment="Which office counts them?")
    row = entering.page_of(world.update, world.editor).sections[0].rows[0]
    assert (row.label, row.returned.text) == ("Returned", "Which office counts them?")
    draft.refresh_from_db()
    saved = world.save("1,300 claims in 2031", key=row.key, token=row.token)
    assert saved.row.returned == row.returned
    reviewing.resubmit(statement=draft, by=world.editor, answer="The ministry.")
    assert entering.page_of(world.update, world.editor).sections[0].rows[0].returned is None


def test_under_review_only_what_was_entered_is_listed(world):
    draft = make.figure(update=world.update, indicator=world.claims, period=2031, entered_by=world.editor)
    reviewing.hand_over(update=world.update, by=world.editor)
    world.update.refresh_from_db()
    page = entering.page_of(world.update, world.editor, new=3)
    assert keys(page) == [f"f{draft.pk}"]
    assert page.new == []


def test_what_is_expected_of_others_by_their_assignments_is_not_listed(world):
    make.assignment(user=world.editor, country="GTM")
    assert keys(entering.page_of(world.update, world.editor)) == [world.series]
    other = make.figure(update=world.update, indicator=world.claims, countries=("MEX",))
    assert f"f{other.pk}" in keys(entering.page_of(world.update, world.editor))


def test_warnings_are_in_the_language_of_who_reads(world):
    make.figure(update=world.update, indicator=world.claims, value=90_000, period=2031)
    with translation.override("es"):
        warnings = entering.page_of(world.update, world.editor).sections[0].rows[0].warnings
    assert all(said.startswith(("Advertencia: ", "Error: ", "Aviso: ")) for said in warnings)
    assert warnings


def test_an_update_lists_what_keeps_it_from_being_handed_over(world):
    world.save("hundreds of claims")
    (said,) = Entry.objects.unfinished(world.update)
    assert "hundreds of claims" in said
    assert "vague" in said
