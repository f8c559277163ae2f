"""Jobs wait, are done once, are taken up where a worker died, and end when a person cancels them."""

import datetime as dt
import logging

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from metrics import jobs
from metrics.archives import holding
from metrics.jobs import doing, progress, queue
from metrics.jobs.doing import Found
from metrics.models import Job, Worker
from tests import factories as make

from .workers import files, run, work_off, worker

pytestmark = pytest.mark.django_db
KIND = Job.Kind.FIND_FIGURES
LONG_AGO = dt.timedelta(minutes=5)


@pytest.fixture
def person() -> User:
    return make.user(role="Editor")


@pytest.fixture
def update(person):
    return make.update(opened_by=person)


@pytest.fixture
def does(monkeypatch):
    """Lets jobs do something else: `does(what)`, called with job and progress."""

    def does(what):
        monkeypatch.setitem(doing.WORK, KIND, what)

    does(lambda job, tell: Found("Done it."))
    return does


def start(person, update, **fields) -> Job:
    return jobs.start(KIND, by=person, update=update, **fields)


def running(job: Job, name="dead", seen=None) -> Job:
    """As a worker left it that died in the middle."""
    Job.objects.filter(pk=job.pk).update(state="running", worker=name, attempts=1, started_at=timezone.now())
    DBTaskResult.objects.filter(pk=job.task).update(status=TaskResultStatus.RUNNING)
    if seen is not None:
        Worker.objects.create(name=name, started_at=seen, seen_at=seen)
    job.refresh_from_db()
    return job


def test_a_job_waits_until_a_worker_does_it_and_keeps_what_came_of_it(person, update, does):
    job = start(person, update)
    assert (job.state, job.worker) == ("waiting", "")
    (job,) = work_off("w1")
    assert (job.state, job.message, job.worker, job.attempts) == ("done", "Done it.", "w1", 1)
    assert job.ended_at is not None
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_the_queue_knows_the_number_of_a_job_and_nothing_else(person, update, does):
    job = start(person, update, params={"reason": "secret"}, held="secret")
    work_off()
    row = DBTaskResult.objects.get()
    assert row.args_kwargs == {"args": [job.pk], "kwargs": {}}
    assert "secret" not in f"{row.return_value}{row.traceback}"


def test_a_job_is_done_once_however_often_its_entry_is_run(person, update, does):
    done = []
    does(lambda job, tell: done.append(job.pk) or Found(""))
    start(person, update)
    DBTaskResult.objects.get()
    work_off()
    DBTaskResult.objects.update(status=TaskResultStatus.READY)
    work_off()
    assert len(done) == 1


def test_what_is_refused_is_told_in_its_words_and_leaves_no_file(person, update, does):
    def refuse(job, tell):
        raise ValidationError(["It is too old.", "Take a newer one."])

    does(refuse)
    start(person, update, held=holding.keep_for_job(b"x"))
    (job,) = work_off()
    assert (job.state, job.message) == ("failed", "It is too old. Take a newer one.")
    assert files() == []


def test_an_error_of_ours_is_logged_and_told_without_its_words(person, update, does, caplog):
    def fail(job, tell):
        raise RuntimeError("password hunter2")

    does(fail)
    start(person, update)
    with caplog.at_level(logging.ERROR):
        (job,) = work_off()
    assert job.state == "failed"
    assert f"job {job.pk}" in job.message
    assert "hunter2" not in job.message
    assert "hunter2" in caplog.text
    assert DBTaskResult.objects.get().traceback == ""


def test_where_the_database_refuses_it_is_tried_again_and_then_given_up(person, update, does):
    tried = []

    def fail(job, tell):
        tried.append(job.attempts)
        raise OperationalError("database is locked")

    does(fail)
    start(person, update)
    (job,) = work_off()
    assert tried == [1, 2, 3]
    assert job.state == "failed"


def test_so_many_at_once_and_the_sentence_says_what_to_do(person, update, does):
    for _ in range(queue.MOST_OPEN):
        start(person, update)
    with pytest.raises(ValidationError, match="cancel one"):
        start(person, update)
    start(make.user(role="Editor"), update)
    work_off()
    start(person, update)


class TestCanceling:
    def test_one_that_waits_ends_at_once_and_is_never_done(self, person, update, does):
        job = start(person, update, held=holding.keep_for_job(b"x"))
        jobs.cancel(job)
        assert files() == []
        (job,) = work_off()
        assert (job.state, job.attempts) == ("canceled", 0)

    def test_one_that_runs_stops_at_its_next_step(self, person, update, does):
        seen = []

        def long(job, tell):
            for number in range(5):
                tell("Counting", number, 5, at_once=True)
                seen.append(number)
                if number == 2:
                    jobs.cancel(job)
            return Found("")

        does(long)
        start(person, update)
        (job,) = work_off()
        assert seen == [0, 1, 2]
        assert (job.state, job.done, job.total, job.cancel_requested) == ("canceled", 2, 5, False)

    def test_what_has_to_be_finished_is_finished(self, person, update, does):
        def last(job, tell):
            tell("Changing", 1, 2, at_once=True, is_final=True)
            jobs.cancel(job)
            tell("Changing", 2, 2, at_once=True, can_stop=False)
            return Found("All of it.")

        does(last)
        start(person, update)
        (job,) = work_off()
        assert (job.state, job.message, job.can_cancel) == ("done", "All of it.", False)

    def test_one_that_has_ended_stays_as_it_is(self, person, update, does):
        start(person, update)
        (job,) = work_off()
        jobs.cancel(job)
        job.refresh_from_db()
        assert (job.state, job.cancel_requested) == ("done", False)


class TestADeadWorker:
    def test_its_job_is_taken_up_by_the_next(self, person, update, does):
        running(start(person, update), seen=timezone.now() - LONG_AGO)
        (job,) = work_off("next")
        assert (job.state, job.worker, job.attempts) == ("done", "next", 2)
        assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]

    def test_the_job_of_one_that_lives_is_left_alone(self, person, update, does):
        running(start(person, update), "alive", seen=timezone.now())
        (job,) = work_off("next")
        assert (job.state, job.worker) == ("running", "alive")

    def test_one_of_the_same_name_takes_it_up_at_once(self, person, update, does):
        running(start(person, update), "port-8000", seen=timezone.now())
        (job,) = work_off("port-8000")
        assert job.state == "done"

    def test_after_three_attempts_it_is_given_up_and_says_what_to_do(self, person, update, does):
        job = running(start(person, update, held=holding.keep_for_job(b"x")))
        Job.objects.update(attempts=queue.MOST_ATTEMPTS)
        (job,) = work_off()
        assert job.state == "failed"
        assert "Try a smaller file" in job.message
        assert files() == []

    def test_an_entry_that_was_claimed_and_never_begun_is_put_back(self, person, update, does):
        job = start(person, update)
        DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
        assert work_off()[0].state == "waiting"
        Job.objects.update(queued_at=timezone.now() - LONG_AGO)
        assert work_off()[0].state == "done"
        assert job.pk

    def test_one_that_comes_back_to_life_stops_and_spoils_nothing(self, person, update, does):
        def frozen(job, tell):
            if job.attempts == 1:
                Worker.objects.update(seen_at=timezone.now() - LONG_AGO)
                assert queue.take_up() == 1
                tell("On", 1, 2, at_once=True)
                pytest.fail("It went on.")
            return Found("By the other.")

        does(frozen)
        start(person, update)
        (job,) = work_off()
        assert (job.state, job.message, job.attempts) == ("done", "By the other.", 2)

    def test_whoever_puts_it_back_second_does_nothing(self, person, update, does):
        job = running(start(person, update))
        assert queue.again(Job.objects.get())
        assert not queue.again(job)
        assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 1


def test_a_worker_that_is_told_to_end_puts_its_job_back_and_that_is_no_attempt(person, update, does):
    me = worker("w1")

    def told(job, tell):
        if job.attempts == 1 and not progress.ending.is_set() and not told.before:
            told.before = True
            me.shutdown(15, None)
        tell("On", 1, 2, at_once=True)
        return Found("")

    told.before = False
    does(told)
    start(person, update)
    run(me)
    job = Job.objects.get()
    assert (job.state, job.attempts) == ("waiting", 0)
    assert not Worker.objects.exists()
    assert work_off("w2")[0].state == "done"


class TestSignsOfLife:
    def test_a_worker_shows_itself_while_it_works_and_signs_off(self, person, update, does):
        seen = []
        does(lambda job, tell: seen.append(jobs.nobody_works()) or Found(""))
        assert jobs.nobody_works()
        start(person, update)
        work_off()
        assert seen == [False]
        assert jobs.nobody_works()

    def test_jobs_that_wait_for_nobody_are_counted(self, person, update, does):
        job = start(person, update)
        assert jobs.waiting_without_worker() == 0
        Job.objects.update(queued_at=timezone.now() - LONG_AGO)
        assert jobs.waiting_without_worker() == 1
        Worker.objects.create(name="w", started_at=timezone.now(), seen_at=timezone.now())
        assert jobs.waiting_without_worker() == 0
        assert job.pk


def test_what_ended_long_ago_is_taken_out(person, update, does):
    does(lambda job, tell: Found("", held=job.held))
    for _ in range(3):
        start(person, update, held=holding.keep_for_job(b"x"))
    young, middle, old = work_off()
    for job, age in ((middle, dt.timedelta(days=2)), (old, dt.timedelta(days=15))):
        Job.objects.filter(pk=job.pk).update(ended_at=timezone.now() - age)
    DBTaskResult.objects.filter(pk=old.task).update(finished_at=timezone.now() - dt.timedelta(days=15))
    queue.prune()
    assert list(Job.objects.order_by("pk").values_list("pk", "held")) == [(young.pk, young.held), (middle.pk, "")]
    assert files() == [f"{young.held}.bytes{holding.JOB}"]
    assert not DBTaskResult.objects.filter(pk=old.task).exists()


def test_everybody_sees_their_own_and_administrators_all(person, update, does):
    job = start(person, update)
    others = {role: make.user(role=role) for role in ("Editor", "Reviewer", "Administrator")}
    assert list(jobs.of(person)) == [job]
    assert {role for role, user in others.items() if jobs.of(user).exists()} == {"Administrator"}
