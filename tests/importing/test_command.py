"""`import_figures` says what becomes of each row, and writes only what it said it would."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from metrics.models import Figure
from tests import factories as make
from tests.worlds.sheets import csv_of, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(world, tmp_path):
    def run(*rows, data=None, update="april", **options):
        file = tmp_path / "figures.csv"
        file.write_bytes(csv_of(*rows) if data is None else data)
        out = io.StringIO()
        run.out = out
        call_command("import_figures", str(file), update=update, stdout=out, **options)
        return out.getvalue()

    return run


def test_a_dry_run_says_all_and_writes_nothing(run):
    said = run(row(), row(countries="HND", value="1100"), dry_run=True)
    assert "row 2: new  asylum-claims, GTM: 1200" in said
    assert "look at value: The words say 1200, and the value is 1100." in said
    assert "2 new, 0 changed, 0 same, 0 wrong. A dry run: nothing was written." in said
    assert not Figure.objects.exists()


def test_right_rows_are_written_and_again_nothing_is(run):
    assert "1 drafts written to april" in run(row())
    assert "row 2: same (figure " in run(row())
    assert Figure.objects.get().entered_by.username == "ed"


def test_a_wrong_row_keeps_all_from_being_written_unless_the_right_ones_are_asked_for(run):
    rows = row(), row(countries="HND", value="N/A")
    with pytest.raises(CommandError, match="Nothing was written"):
        run(*rows)
    assert "value: “N/A” is no number" in run.out.getvalue()
    assert not Figure.objects.exists()
    with pytest.raises(CommandError):
        run(*rows, dry_run=True, only_right=True)
    assert not Figure.objects.exists()
    run(*rows, only_right=True)
    assert Figure.objects.get().place_key == "GTM"


def test_json_says_the_same(run):
    make.brought_to("published", Figure.objects.get(pk=(run(row()), Figure.objects.get().pk)[1]))
    held = Figure.objects.get()
    said = json.loads(run(row(value="1300"), reason="A misprint.", format="json", dry_run=True))
    assert said["counts"] == {"new": 0, "changed": 1, "same": 0, "wrong": 0}
    (found,) = said["rows"]
    assert (found["row"], found["outcome"], found["figure_id"]) == ("2", "changed", held.pk)
    assert found["changes"] == [{"field": "value", "from": "1200", "to": "1300"}]
    assert found["warnings"][0]["field"] == "value"
    assert said["written"] == 0


def test_the_author_is_who_is_named_and_may_enter_figures(run):
    make.user(username="ana", role="Editor")
    make.user(username="vera", role="Viewer")
    run(row(), by="ana")
    assert Figure.objects.get().entered_by.username == "ana"
    with pytest.raises(CommandError, match="may not enter figures"):
        run(row(), by="vera")
    with pytest.raises(CommandError, match="no such account"):
        run(row(), by="nobody")


def test_an_unknown_update_and_an_unreadable_file_are_refused(run, tmp_path):
    with pytest.raises(CommandError, match="no update of this short name"):
        run(row(), update="may")
    with pytest.raises(CommandError, match="The file is empty"):
        run(data=b"")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_figures", str(tmp_path / "none.csv"), update="april")
