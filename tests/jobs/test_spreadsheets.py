"""Long spreadsheets: checked and written by a worker, canceled or broken off without anything left half written."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from metrics import importing, jobs, reviewing
from metrics.archives import holding
from metrics.importing import shown
from metrics.importing.outcomes import NEW
from metrics.jobs.doing import write_rows
from metrics.jobs.progress import Progress
from metrics.models import Citation, Figure, Job
from tests import factories as make
from tests.worlds.sheets import csv_of, load, row

from .workers import files, work_off

pytestmark = pytest.mark.django_db
only_sqlite = pytest.mark.sqlite("PostgreSQL writes all in one transaction")
YEARS = [row(period_start=f"{year}-01-01") for year in range(2013, 2020)]


@pytest.fixture(autouse=True)
def short_steps(monkeypatch):
    """Each transaction has two rows, each step is told."""
    monkeypatch.setattr("metrics.importing.writing.PER_TRANSACTION", 2)
    monkeypatch.setattr("metrics.importing.writing.PAUSE", 0)


def check(update, *rows, by=None, reason="", data=None) -> Job:
    held = holding.keep_for_job(csv_of(*rows) if data is None else data)
    jobs.start(Job.Kind.CHECK_ROWS, by=by or update.opened_by, update=update, held=held, params={"reason": reason})
    return work_off()[-1]


def confirm(job: Job, **params) -> Job:
    summary = shown.Kept(holding.file_of_job(job.held, "rows")).summary
    params = {**job.params, "mark": summary.mark, "counts": summary.counts, **params}
    return jobs.start(Job.Kind.WRITE_ROWS, by=job.by, update=job.update, held=job.held, params=params)


def written(job: Job, **params) -> Job:
    confirm(job, **params)
    return work_off()[-1]


def after_rows(monkeypatch, count, step):
    """Takes a step once so many rows are written, before their transaction ends."""
    tell = Progress.__call__

    def told(self, what, done=0, total=None, **how):
        if what == "Writing the rows" and done == count:
            step(self.job)
        return tell(self, what, done, total, **how)

    monkeypatch.setattr(Progress, "__call__", told)


def test_rows_are_checked_and_kept_for_their_page(world):
    job = check(world, *YEARS, row(value="N/A"))
    assert (job.state, job.message) == ("done", "8 rows were checked; 1 is wrong.")
    kept = shown.Kept(holding.file_of_job(job.held, "rows"))
    assert kept.summary.counts == {"new": 7, "changed": 0, "same": 0, "wrong": 1}
    assert not Figure.objects.exists()


def test_a_file_that_is_no_table_is_refused_in_words(world):
    job = check(world, data=csv_of(row()) + b'"open')
    assert job.state == "failed"
    assert "quote" in job.message
    assert files() == []


def test_a_file_that_is_gone_is_said(world):
    held = holding.keep_for_job(b"x")
    jobs.start(Job.Kind.CHECK_ROWS, by=world.opened_by, update=world, held=held)
    holding.drop_for_job(held)
    (job,) = work_off()
    assert (job.state, job.message) == ("failed", "The file is not here any more. Upload it again.")


def test_confirmed_rows_become_drafts_as_without_a_job(world):
    job = written(check(world, *YEARS))
    assert (job.state, job.message) == ("done", "Imported 7 new and 0 changed figures as drafts.")
    assert set(Figure.objects.values_list("status", "update", "entered_by")) == {
        ("draft", world.pk, world.opened_by_id)
    }
    assert Figure.objects.count() == 7
    assert "Imported 7 new" in LogEntry.objects.get().get_change_message()
    assert files() == []


def test_rows_that_became_others_since_they_were_shown_are_not_written(world):
    checked = check(world, *YEARS)
    load(world, YEARS[0])
    job = written(checked)
    assert job.state == "failed"
    assert "check the file again" in job.message
    assert Figure.objects.count() == 1


def test_whoever_may_enter_figures_no_more_writes_none(world):
    checked = check(world, *YEARS)
    world.opened_by.groups.clear()
    job = written(checked)
    assert job.state == "failed"
    assert not Figure.objects.exists()


def test_nothing_is_handed_over_while_rows_are_written(world):
    load(world, row(countries="HND"))
    confirm(check(world, *YEARS))
    with pytest.raises(ValidationError, match="being imported"):
        reviewing.hand_over(update=world, by=world.opened_by)
    work_off()
    assert reviewing.hand_over(update=world, by=world.opened_by) == 8


@only_sqlite
@pytest.mark.parametrize("count", [2, 4, 8])
def test_canceled_at_any_time_it_leaves_nothing_but_what_was_there(world, monkeypatch, count):
    load(world, row(countries="HND"))
    before = list(Figure.objects.values())
    after_rows(monkeypatch, count, jobs.cancel)
    job = written(check(world, *YEARS, row(countries="MEX;SLV")))
    assert job.state == "canceled"
    assert list(Figure.objects.values()) == before
    assert Citation.objects.count() == 1
    assert files() == []


@only_sqlite
def test_a_worker_that_is_killed_in_the_middle_leaves_a_job_that_is_begun_again(world, monkeypatch):
    class Killed(BaseException):
        pass

    def kill(job):
        raise Killed

    job = confirm(check(world, *YEARS))
    # What SIGKILL leaves: one transaction is there, the second is not, and nobody says anything more.
    Job.objects.filter(pk=job.pk).update(state="running", worker="dead", attempts=1)
    job.refresh_from_db()
    with monkeypatch.context() as patch:
        after_rows(patch, 4, kill)
        with pytest.raises(Killed):
            write_rows(job, Progress(job))
    assert Figure.objects.count() == 2
    assert work_off()[-1].message == "Imported 7 new and 0 changed figures as drafts."
    assert Figure.objects.count() == 7
    assert importing.check(importing.read(csv_of(*YEARS)), world, world.opened_by).counts["same"] == 7


@only_sqlite
def test_drafts_that_are_being_changed_are_finished(world, monkeypatch):
    load(world, *YEARS)
    after_rows(monkeypatch, 4, jobs.cancel)
    job = written(check(world, *({**each, "value": "1300"} for each in YEARS)))
    assert (job.state, job.can_cancel) == ("done", False)
    assert set(Figure.objects.values_list("value", flat=True)) == {1300}


@only_sqlite
def test_what_others_enter_meanwhile_does_not_disturb_unless_it_is_the_same(world, monkeypatch):
    after_rows(monkeypatch, 4, lambda job: make.figure(update=world))
    assert written(check(world, *YEARS)).state == "done"
    assert Figure.objects.count() == 8


@only_sqlite
def test_where_others_enter_the_same_meanwhile_nothing_is_written(world, monkeypatch):
    theirs = []

    def enter(job):
        twin = Figure.objects.order_by("pk").last()
        last = make.figure(
            update=world, indicator=twin.indicator, countries=("GTM",), period=("2019-01-01", "2021-12-31"), value=7
        )
        theirs.append(last.pk)

    after_rows(monkeypatch, 4, enter)
    job = written(check(world, *YEARS))
    assert job.state == "failed"
    assert "the same figures" in job.message
    assert list(Figure.objects.values_list("pk", flat=True)) == theirs


def test_one_that_is_canceled_in_its_last_transaction_writes_nothing(world, monkeypatch):
    after_rows(monkeypatch, 7, jobs.cancel)
    monkeypatch.setattr("metrics.importing.writing.PER_TRANSACTION", 7)
    assert written(check(world, *YEARS)).state == "canceled"
    assert not Figure.objects.exists()
    assert not Citation.objects.exists()


def test_a_job_that_is_given_up_is_undone_first(world):
    checked = check(world, *YEARS)
    job = confirm(checked)
    load(world, *YEARS[:3])
    at = Figure.objects.values_list("entered_at", flat=True).first()
    Job.objects.filter(pk=job.pk).update(
        state="running", worker="dead", attempts=3, params={**job.params, "at": at.isoformat()}
    )
    assert work_off()[-1].state == "failed"
    assert not Figure.objects.exists()


class TestTheRowsThatAreKept:
    def kept(self, world, tmp_path, *rows) -> shown.Kept:
        checked = importing.check(importing.read(csv_of(*rows)), world, world.opened_by)
        assert shown.keep(checked, tmp_path / "rows").mark == checked.mark
        return shown.Kept(tmp_path / "rows")

    @pytest.mark.parametrize("every", [1, 2, 3, 200])
    def test_any_stretch_of_any_kind_is_what_the_check_found(self, world, tmp_path, monkeypatch, every):
        monkeypatch.setattr(shown, "EVERY", every)
        rows = [row(period_start=f"{1990 + n}-01-01", value="N/A" if n % 3 == 1 else "5") for n in range(11)]
        kept = self.kept(world, tmp_path, *rows)
        outcomes = importing.check(importing.read(csv_of(*rows)), world, world.opened_by).outcomes
        for kind in ("", *importing.KINDS):
            all_of_it = [o.place for o in outcomes if kind in ("", o.kind)]
            assert kept.summary.count == 11
            for first in range(len(all_of_it) + 2):
                for count in (1, 2, 20):
                    found = [each.place for each in kept.rows(kind, first, count)]
                    assert found == all_of_it[first : first + count], (kind, first, count)

    def test_a_row_says_all_that_its_page_shows(self, world, tmp_path):
        load(world, row())
        changed, wrong = row(value="1300"), row(value="N/A", countries="HND", indicator="x\n{")
        kept = self.kept(world, tmp_path, changed, wrong)
        outcomes = importing.check(importing.read(csv_of(changed, wrong)), world, world.opened_by).outcomes
        for found, outcome in zip(kept.rows("", 0, 9), outcomes, strict=True):
            assert (found.kind, found.label, found.problems) == (outcome.kind, outcome.label, list(outcome.problems))
            assert [tuple(change) for change in found.changes] == list(outcome.changes)
            assert (found.held and found.held.pk) == (outcome.held and outcome.held.pk)

    def test_an_empty_table_has_no_rows(self, world, tmp_path):
        kept = self.kept(world, tmp_path)
        assert (kept.rows("", 0, 200), kept.rows(NEW, 0, 200)) == ([], [])
