"""Right rows become drafts of the update, all or none, and nothing else changes."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from metrics import actions, importing, reviewing
from metrics.models import Citation, Figure
from tests import factories as make
from tests.worlds.sheets import check, load, row

pytestmark = pytest.mark.django_db

GROUP = {"countries": "", "group": "northern-central-america"}


def test_new_rows_become_drafts_as_if_entered_by_hand(world):
    joint, group, everywhere, missing = (
        row(countries="HND;GTM", category="women", period_as_stated="2021", rank="normal"),
        row(**GROUP),
        row(countries="", coverage="global", role="target", value="0.125", as_stated="an eighth", qualifier="exact"),
        row(countries="MEX", value="", missing="withheld", qualifier="", period_start="", period_end=""),
    )
    load(world, joint, group, everywhere, missing)
    made = list(Figure.objects.order_by("pk"))
    assert [(f.status, f.update_id, f.entered_by.username) for f in made] == [("draft", world.pk, "ed")] * 4
    assert [f.place_key for f in made] == ["GTM;HND", "group:northern-central-america", "global", "MEX"]
    assert [sorted(f.countries.values_list("pk", flat=True)) for f in made] == [
        ["GTM", "HND"],
        ["GTM", "HND", "SLV"],
        [],
        ["MEX"],
    ]
    assert [f.value for f in made] == [1200, 1200, Decimal("0.125"), None]
    assert [f.reference_date for f in made] == [dt.date(2021, 12, 31)] * 3 + [dt.date(2022, 4, 20)]
    assert made[0].category.slug == "women"
    assert made[3].missing == "withheld"
    for figure in made:
        figure.full_clean()
        figure.citation.full_clean()
        assert figure.series_key.endswith(figure.place_key)
    # Three figures are stated in the same words at the same place.
    assert Citation.objects.count() == 2


def test_what_is_imported_can_be_submitted_and_published(world):
    load(world, row(), row(**GROUP), row(countries="", coverage="global"))
    actions.submit(statements=Figure.objects.all(), by=world.opened_by)
    assert reviewing.publish_update(update=world, by=make.publisher()) == 3


def test_rows_entered_by_hand_follow_those_imported(world):
    load(world, row())
    by_hand = make.figure(update=world)
    load(world, row(countries="HND"))
    assert len(set(Figure.objects.values_list("pk", flat=True))) == 3
    assert Figure.objects.order_by("pk")[1].pk == by_hand.pk


def test_a_correction_supersedes_keeps_its_note_and_publishes(world):
    load(world, row())
    draft = Figure.objects.get()
    Figure.objects.filter(pk=draft.pk).update(note="As of the day of the sheet.", period_note="Calendar year.")
    old = make.brought_to("published", draft)
    load(world, row(value="1300", as_stated="1,300 claims", qualifier="exact"), reason="A misprint.")
    new = Figure.objects.exclude(pk=old.pk).get()
    assert (new.supersedes, new.supersede_reason, new.note) == (old, "A misprint.", "As of the day of the sheet.")
    assert new.period_note == "Calendar year."
    assert Figure.objects.get(pk=old.pk).status == "published"
    new.full_clean()
    make.brought_to("published", new)
    assert Figure.objects.get(pk=old.pk).status == "superseded"


def test_a_second_import_writes_nothing_whether_draft_or_correction(world):
    make.brought_to("published", Figure.objects.get(pk=(load(world, row()), Figure.objects.get().pk)[1]))
    rows = [row(value="1300", reason="A misprint."), row(countries="HND"), row(**GROUP)]
    load(world, *rows)
    before = list(Figure.objects.order_by("pk").values())
    again = load(world, *rows)
    assert again.counts == {"new": 0, "changed": 0, "same": 3, "wrong": 0}
    assert list(Figure.objects.order_by("pk").values()) == before


def test_a_draft_is_changed_in_place_and_belongs_to_who_changed_it(world):
    load(world, row(), row(countries="HND"))
    draft = Figure.objects.get(place_key="GTM")
    somebody = make.user(role="Editor")
    load(world, row(figure_id=draft.pk, countries="MEX;SLV", value="7", section="Elsewhere"), by=somebody)
    changed = Figure.objects.get(pk=draft.pk)
    assert (changed.value, changed.place_key, changed.entered_by) == (7, "MEX;SLV", somebody)
    assert changed.citation.section == "Elsewhere"
    assert sorted(changed.countries.values_list("pk", flat=True)) == ["MEX", "SLV"]
    changed.full_clean()
    assert Figure.objects.count() == 2


def test_only_right_rows_are_written_where_others_are_wrong(world):
    state = importing.state_of(world.pk)
    checked = check(world, row(), row(value="N/A", countries="HND"))
    assert importing.write(checked, world, world.opened_by, state) == 1
    assert Figure.objects.get().place_key == "GTM"


def test_nothing_is_written_where_somebody_changed_a_draft_meanwhile(world):
    load(world, row())
    state = importing.state_of(world.pk)
    checked = check(world, row(value="1300"))
    Figure.objects.update(value=1250)
    with pytest.raises(ValidationError, match="import it again"):
        importing.write(checked, world, world.opened_by, state)
    assert Figure.objects.get().value == 1250


def test_nothing_is_written_where_a_figure_to_correct_was_withdrawn_meanwhile(world):
    load(world, row())
    old = make.brought_to("published", Figure.objects.get())
    state = importing.state_of(world.pk)
    checked = check(world, row(value="1300"), row(countries="HND"), reason="x")
    actions.withdraw(statement=old, by=make.publisher(), reason="It was never measured.")
    with pytest.raises(ValidationError, match="import it again"):
        importing.write(checked, world, world.opened_by, state)
    assert Figure.objects.count() == 1


def test_one_import_of_the_same_rows_wins_and_the_second_is_told(world):
    state = importing.state_of(world.pk)
    first, second = check(world, row()), check(world, row())
    importing.write(first, world, world.opened_by, state)
    with pytest.raises(ValidationError, match="import it again"):
        importing.write(second, world, world.opened_by, state)
    assert Figure.objects.count() == 1


@pytest.fixture
def by_twos(monkeypatch):
    """SQLite as it is with very many rows."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL writes all in one transaction: nobody waits for it.")
    monkeypatch.setattr("metrics.importing.writing.PER_TRANSACTION", 2)
    monkeypatch.setattr("metrics.importing.writing.PAUSE", 0)


YEARS = [row(period_start=f"{year}-01-01") for year in range(2015, 2020)]


def test_very_many_rows_are_written_in_several_transactions(world, by_twos):
    load(world, *YEARS)
    assert Figure.objects.count() == 5
    assert check(world, *YEARS).counts["same"] == 5


def test_the_same_file_completes_what_was_interrupted(world, by_twos, monkeypatch):
    def stop(seconds):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("metrics.importing.writing.time.sleep", stop)
        with pytest.raises(KeyboardInterrupt):
            load(world, *YEARS)
    assert Figure.objects.count() == 2
    assert load(world, *YEARS).counts == {"new": 3, "changed": 0, "same": 2, "wrong": 0}
    assert Figure.objects.count() == 5


def test_other_figures_that_are_entered_between_two_transactions_do_not_disturb(world, by_twos, monkeypatch):
    monkeypatch.setattr("metrics.importing.writing.time.sleep", lambda seconds: make.figure(update=world))
    load(world, *YEARS)
    assert Figure.objects.count() == 7


def test_what_is_refused_between_two_transactions_is_undone(world, by_twos, monkeypatch):
    def enter_the_last(seconds):
        monkeypatch.setattr("metrics.importing.writing.time.sleep", lambda seconds: None)
        make.figure(
            update=world,
            indicator=Figure.objects.first().indicator,
            countries=("GTM",),
            period=(dt.date(2019, 1, 1), dt.date(2021, 12, 31)),
        )

    monkeypatch.setattr("metrics.importing.writing.time.sleep", enter_the_last)
    with pytest.raises(ValidationError, match="Import it again"):
        load(world, *YEARS)
    assert Figure.objects.get().period_start == dt.date(2019, 1, 1)
    assert Citation.objects.count() == 1


def test_corrections_are_written_in_several_transactions_and_undone_with_the_others(world, by_twos, monkeypatch):
    load(world, *YEARS)
    published = [make.brought_to("published", figure) for figure in Figure.objects.all()]
    changed = [{**year, "value": "1300"} for year in YEARS]

    left = list(published)

    def withdraw_the_last(seconds):
        if len(left) == 5:
            actions.withdraw(statement=left.pop(), by=make.publisher(), reason="It was never measured.")

    with monkeypatch.context() as patch:
        patch.setattr("metrics.importing.writing.time.sleep", withdraw_the_last)
        state = importing.state_of(world.pk)
        checked = check(world, *changed, reason="A misprint.")
        with pytest.raises(ValidationError, match="Import it again"):
            importing.write(checked, world, world.opened_by, state)
    assert Figure.objects.count() == 5
    load(world, *changed[:4], reason="A misprint.")
    assert Figure.objects.filter(status="draft", supersedes__isnull=False).count() == 4


def test_drafts_that_somebody_took_over_are_not_undone(world):
    load(world, *YEARS)
    at = Figure.objects.values_list("entered_at", flat=True).first()
    theirs = Figure.objects.first()
    Figure.objects.filter(pk=theirs.pk).update(entered_by=make.user(role="Editor"))
    assert importing.undo(world, world.opened_by, at) == 4
    assert Figure.objects.get() == theirs


def test_the_number_of_writes_does_not_depend_on_the_number_of_rows(world, django_assert_max_num_queries):
    state = importing.state_of(world.pk)
    checked = check(world, *(row(period_start=f"{year}-01-01") for year in range(1500, 2000)))
    with django_assert_max_num_queries(26):
        assert importing.write(checked, world, world.opened_by, state) == 500
