"""The record of an update: what was, what is, who, when and why, whichever way it was changed; and its files."""

import csv
import io
import json

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from metrics import actions, reviewing
from metrics.exports.audit import NAMES
from metrics.exports.spreadsheet import original
from metrics.models import Citation, Figure, Milestone
from metrics.recording import drafted_models, recorded, recorded_models
from metrics.reports.audit import record_of, record_of_update

from .. import factories as make

pytestmark = pytest.mark.django_db


def said(entries) -> list[tuple]:
    return [(entry.what, entry.field, entry.old, entry.new) for entry in entries]


@pytest.mark.parametrize("make_row", [make.figure, make.milestone])
class TestDrafts:
    def test_entering_costs_no_record_and_is_told_all_the_same(self, make_row):
        row = make_row()
        assert not row.history.exists()
        (entry,) = record_of(row)
        assert (entry.what, entry.by, entry.at) == ("entered", "author", row.entered_at)

    def test_a_change_by_any_path_is_kept_with_both_sides_and_who(self, make_row):
        row, person = make_row(), make.user(role="Editor", username="ben")
        field = "note" if isinstance(row, Figure) else "summary"
        with recorded(by=person.pk):
            type(row).objects.filter(pk=row.pk).update(**{field: "One."})
        row.refresh_from_db()
        setattr(row, field, "Two.")
        row.save()
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {row._meta.db_table} SET {field} = 'Three.' WHERE id = %s", [row.pk])
        entries = record_of(row)
        label = field.capitalize()
        assert said(entries) == [
            ("entered", "", "", ""),
            ("changed", label, "", "One."),
            ("changed", label, "One.", "Two."),
            ("changed", label, "Two.", "Three."),
        ]
        assert [entry.by for entry in entries] == ["author", "ben", "", ""]

    def test_a_deleted_draft_leaves_what_it_was(self, make_row):
        row = make_row()
        update, pk = row.update, row.pk
        row.delete()
        deleted = [entry for entry in record_of_update(update) if entry.what == "deleted"]
        assert [(entry.number, entry.noun) for entry in deleted] == [(pk, row._meta.model_name)]

    def test_no_record_changes_or_goes(self, make_row):
        row = make_row()
        type(row).objects.filter(pk=row.pk).update(entered_at=make.instant("2022-01-01"))
        for attempt in (row.history.all().delete, lambda: row.history.update(history_user=None, id=0)):
            with pytest.raises(DatabaseError, match="What was recorded stays recorded"), transaction.atomic():
                attempt()

    def test_what_is_published_is_recorded_no_more_and_no_past_day_reads_it(self, make_row):
        row = make_row(status="published")
        count = row.history.count()
        actions.withdraw(statement=row, by=make.publisher(), reason="It was never measured.")
        assert row.history.count() == count
        assert {each.model for each in drafted_models()} == {Figure, Milestone, Citation}
        assert not {each.model for each in recorded_models()} & {Figure, Milestone, Citation}


def test_a_citation_of_a_draft_is_recorded_when_it_is_changed():
    figure = make.figure()
    Citation.objects.filter(pk=figure.citation_id).update(as_stated="110 people")
    changed = [entry for entry in record_of(figure) if entry.noun == "citation"]
    assert said(changed) == [("changed", "As stated", "100 people", "110 people")]


@pytest.fixture
def story():
    """A round with a return, an answer, a correction and a withdrawal."""
    wrong = make.published(value=100)
    update = make.update(title="The round", slug="the-round")
    correction = make.correction(of=wrong, value=110, reason="=A misprint.", status="draft", update=update)
    figure = make.figure(update=update)
    reviewing.hand_over(update=update, by=make.author())
    actions.return_to_author(statements=[figure], by=make.publisher(), comment="Which year?")
    Figure.objects.filter(pk=figure.pk).update(value=120)
    reviewing.resubmit(statement=figure, by=make.author(), answer="It says 2021.")
    reviewing.publish_update(update=update, by=make.publisher())
    correction.refresh_from_db()
    actions.withdraw(statement=correction, by=make.publisher(), reason="Refuted.")
    return update


def test_everything_stands_in_the_order_in_which_it_was_done(story):
    entries = record_of_update(story)
    done = [entry.what for entry in entries if not entry.field]
    assert done[0] == "opened"
    assert [what for what in done if what not in ("opened", "entered")] == [
        *["submitted"] * 2,
        "handed over for review",
        "returned",
        "answered",
        "submitted",
        "published",
        "published",
        "withdrawn",
    ]
    why = {entry.what: entry.why for entry in entries if entry.why}
    assert (why["returned"], why["withdrawn"]) == ("Which year?", "Refuted.")
    assert ("changed", "Value", "100.000", "120.000") in said(entries)


def test_a_status_that_was_set_past_the_desk_shows():
    figure, told = make.figure(), make.figure(status="submitted")
    Figure.objects.filter(pk=figure.pk).update(status="submitted")
    assert said(record_of(figure))[1:] == [("changed", "Status", "Draft", "Submitted")]
    assert [entry.what for entry in record_of(told)] == ["entered", "submitted"]


def test_the_corrected_figure_says_by_what_and_why(story):
    wrong = Figure.objects.get(status="superseded")
    entry = next(entry for entry in record_of(wrong) if entry.what == "superseded by a correction")
    assert (entry.old, entry.new, entry.why) == ("100 people", "110 people", "=A misprint.")


def test_the_files_hold_the_same_and_no_formula(client_of, story):
    client = client_of("Viewer")
    entries = record_of_update(story)

    def file(ending):
        response = client.get(reverse("admin:metrics_update_record", args=[story.pk, ending]))
        assert "no-store" in response.headers["Cache-Control"]
        assert "attachment" in response.headers["Content-Disposition"]
        return b"".join(response)

    rows = list(csv.DictReader(io.StringIO(file("csv").decode())))
    assert tuple(rows[0]) == NAMES
    assert [(row["what"], original(row["why"])) for row in rows] == [(entry.what, entry.why) for entry in entries]
    kept = json.loads(file("json"))["record"]
    assert [row["old"] for row in kept] == [entry.old for entry in entries]
    book = openpyxl.load_workbook(io.BytesIO(file("xlsx")))
    sheet = book["Record"]
    assert sheet.max_row == len(entries) + 1
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}


def test_a_comment_that_looks_like_a_formula_is_text(client_of):
    figure = make.figure()
    reviewing.comment(update=figure.update, statement=figure, by=make.author(), text="=HYPERLINK(1)")
    response = client_of("Viewer").get(reverse("admin:metrics_update_record", args=[figure.update_id, "csv"]))
    assert "'=HYPERLINK(1)" in response.content.decode()


@pytest.mark.parametrize("ending", ["pdf", "exe"])
def test_other_files_there_are_not(client_of, ending):
    update = make.update()
    assert client_of("Viewer").get(reverse("admin:metrics_update_record", args=[update.pk, ending])).status_code == 404


def test_the_pages_of_history(client_of, story):
    client = client_of("Viewer")
    page = client.get(reverse("admin:metrics_update_history", args=[story.pk])).content.decode()
    for words in ("Which year?", "It says 2021.", "Refuted.", "record.csv", "Handed over for review"):
        assert words in page
    figure = story.figures.get(value=120)
    page = client.get(reverse("admin:metrics_figure_history", args=[figure.pk])).content.decode()
    assert "<del>100.000</del>" in page
    assert "<ins>120.000</ins>" in page
    page = client.get(reverse("admin:metrics_citation_history", args=[figure.citation_id])).content.decode()
    assert "Nothing of it has been recorded" in page
