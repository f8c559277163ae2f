"""Jobs at the desk: long files are handed to a worker, and each job has a page for the person who started it."""

import datetime as dt
import io
import os
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from metrics.archives import holding
from metrics.models import Archive, ArchivedQuantities, Figure, Job, Worker
from tests import factories as make
from tests.jobs.workers import files, work_off
from tests.worlds.sheets import load, row

from .pages import messages_of
from .test_importing import held, mark_in, nothing_held, rows_in, text_of, upload  # noqa: F401 — fixtures

pytestmark = pytest.mark.django_db
YEARS = [row(period_start=f"{year}-01-01") for year in range(2015, 2020)]


@pytest.fixture(autouse=True)
def all_is_long(monkeypatch):
    monkeypatch.setattr("metrics.forms.importing.SHORT_ROWS", 2)
    monkeypatch.setattr("metrics.intake.readers.SHORT_BYTES", 10)
    monkeypatch.setattr("metrics.archives.candidates.SHORT", 10)


@pytest.fixture
def address(sheet_world):
    return f"/admin/metrics/update/{sheet_world.pk}/import/"


@pytest.fixture
def person(db):
    return make.user(role="Editor")


@pytest.fixture
def desk(client, person):
    client.force_login(person)
    return client


def checked(desk, address, *rows):
    """(address of the rows, the page that shows them) once a worker has checked the file."""
    page = desk.post(address, upload(*rows), follow=True)
    work_off()
    page = desk.get(page.redirect_chain[-1][0])
    place = re.search(r'class="button" href="([^"]+/import/job/\d+/)"', page.content.decode())[1]
    return place, desk.get(place)


class TestALongSpreadsheet:
    def test_it_is_handed_to_a_worker_and_its_rows_are_shown_as_those_of_a_short_one(self, desk, address):
        page = desk.post(address, upload(*YEARS, row(value="N/A")), follow=True)
        assert "It waits for its turn." in text_of(page)
        assert "No worker is running" in text_of(page)
        assert not Figure.objects.exists()
        work_off()
        page = desk.get(page.redirect_chain[-1][0])
        assert "6 rows were checked; 1 is wrong." in text_of(page)
        place = re.search(r'class="button" href="([^"]+)"', page.content.decode())[1]
        rows = desk.get(place)
        assert rows_in(rows) == 6
        assert "“N/A” is no number" in text_of(rows)
        assert rows_in(desk.get(place, {"show": "wrong"})) == 1
        assert "the file waits here for a day" in text_of(rows)

    def test_confirming_writes_the_drafts_by_another_job(self, desk, address, person):
        place, rows = checked(desk, address, *YEARS)
        page = desk.post(place, {"_confirm": "1", "mark": mark_in(rows), "reason": ""}, follow=True)
        assert "Import a spreadsheet" in text_of(page)
        assert not Figure.objects.exists()
        work_off()
        page = desk.get(page.redirect_chain[-1][0])
        assert "Imported 5 new and 0 changed figures as drafts." in text_of(page)
        assert set(Figure.objects.values_list("entered_by", flat=True)) == {person.pk}
        assert files() == []
        assert "not kept here any more" in messages_of(desk.get(place, follow=True))

    def test_it_is_confirmed_once_however_often_the_button_is_pressed(self, desk, address):
        place, rows = checked(desk, address, *YEARS)
        for _ in range(2):
            desk.post(place, {"_confirm": "1", "mark": mark_in(rows)})
        assert Job.objects.filter(kind="write_rows").count() == 1

    def test_a_reason_for_corrections_checks_the_rows_again(self, desk, address, sheet_world):
        load(sheet_world, YEARS[0])
        make.brought_to("published", Figure.objects.get())
        place, rows = checked(desk, address, *({**each, "value": "1300"} for each in YEARS))
        assert "Say here why it is corrected" in text_of(rows)
        page = desk.post(place, {"_again": "1", "reason": "A misprint."}, follow=True)
        work_off()
        page = desk.get(page.redirect_chain[-1][0])
        place = re.search(r'class="button" href="([^"]+)"', page.content.decode())[1]
        rows = desk.get(place)
        assert 'value="A misprint."' in rows.content.decode()
        desk.post(place, {"_confirm": "1", "mark": mark_in(rows), "reason": "A misprint."})
        work_off()
        assert Figure.objects.get(supersedes__isnull=False).supersede_reason == "A misprint."

    def test_wrong_rows_are_left_out_only_where_that_is_asked_for(self, desk, address):
        place, rows = checked(desk, address, *YEARS, row(value="N/A"))
        assert "take the right rows alone" in text_of(desk.post(place, {"_confirm": "1", "mark": mark_in(rows)}))
        assert "look at the rows again" in text_of(desk.post(place, {"_only_right": "1", "mark": "another"}))
        desk.post(place, {"_only_right": "1", "mark": mark_in(rows)})
        assert "1 wrong rows were left out" in work_off()[-1].message
        assert Figure.objects.count() == 5

    def test_discarding_keeps_nothing(self, desk, address):
        place, _ = checked(desk, address, *YEARS)
        page = desk.post(place, {"_discard": "1"}, follow=True)
        assert "Nothing was imported." in messages_of(page)
        assert files() == []

    def test_a_table_without_header_is_refused_at_once(self, desk, address):
        assert "names the columns" in text_of(desk.post(address, upload(data=b"a,b\r\n1,2\r\n" * 9)))
        assert not Job.objects.exists()
        assert held() == 0

    def test_who_has_too_many_jobs_is_told_and_nothing_is_kept(self, desk, address):
        for _ in range(5):
            desk.post(address, upload(*YEARS))
        page = desk.post(address, upload(*YEARS))
        assert "cancel one" in messages_of(page)
        assert len(files()) == 5

    def test_the_rows_take_as_many_queries_however_many_they_are(self, desk, address, django_assert_max_num_queries):
        place, _ = checked(desk, address, *(row(period_start=f"{n}-01-01") for n in range(1900, 2000)))
        with django_assert_max_num_queries(6):
            desk.get(place)


class TestItsPage:
    @pytest.fixture
    def job(self, desk, address, sheet_world):
        desk.post(address, upload(*YEARS))
        return Job.objects.get()

    def run(self, job, **fields):
        fields = {"state": "running", "step": "Checking the rows", "done": 1200, "total": 5000, **fields}
        Job.objects.filter(pk=job.pk).update(worker="w", started_at=timezone.now(), **fields)

    def alive(self):
        Worker.objects.create(name="w", started_at=timezone.now(), seen_at=timezone.now())

    def test_it_says_how_far_it_is(self, desk, job):
        self.run(job)
        self.alive()
        page = desk.get(reverse("admin:metrics_job", args=[job.pk]))
        html = page.content.decode()
        assert '<progress aria-label="Checking the rows" value="1200" max="5000">' in html
        assert "1,200 of 5,000" in html
        assert "No worker" not in html
        assert "Reload to see how far it is" in html
        assert 'role="status"' in html
        assert "Cancel it" in html
        assert "no-store" in page["Cache-Control"]

    def test_its_state_is_there_for_the_script(self, desk, job):
        self.run(job)
        self.alive()
        answer = desk.get(reverse("admin:metrics_job_state", args=[job.pk])).json()
        assert (answer["is_open"], answer["done"], answer["total"]) == (True, 1200, 5000)
        assert answer["count"].strip() == "1,200 of 5,000"
        assert "csrfmiddlewaretoken" in answer["html"]
        Job.objects.update(state="failed", ended_at=timezone.now(), message="<b>No.</b>")
        answer = desk.get(reverse("admin:metrics_job_state", args=[job.pk])).json()
        assert answer["is_open"] is False
        assert "&lt;b&gt;No." in answer["html"]

    def test_canceling_is_a_post_of_the_button(self, desk, job):
        cancel = reverse("admin:metrics_job_cancel", args=[job.pk])
        assert desk.get(cancel).status_code == 405
        page = desk.post(cancel, follow=True)
        assert "Canceled." in text_of(page)
        assert "Import a spreadsheet" in text_of(page)
        assert files() == []
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(job.by)
        assert strict.post(cancel).status_code == 403

    def test_one_that_is_being_canceled_has_no_button_and_one_that_has_to_end_says_why(self, desk, job):
        self.run(job)
        page = desk.post(reverse("admin:metrics_job_cancel", args=[job.pk]), follow=True)
        assert "It is being canceled." in text_of(page)
        assert "Cancel it" not in text_of(page)
        self.run(job, can_cancel=False, cancel_requested=False)
        page = desk.post(reverse("admin:metrics_job_cancel", args=[job.pk]), follow=True)
        assert "cannot be canceled any more" in text_of(page)
        assert "being canceled." not in text_of(page)

    def test_it_is_found_again_on_the_page_of_its_update(self, desk, job, sheet_world):
        page = text_of(desk.get(f"/admin/metrics/update/{sheet_world.pk}/change/"))
        assert f"/admin/metrics/job/{job.pk}/" in page
        assert "waiting" in page
        work_off()
        assert "5 rows were checked" in text_of(desk.get(f"/admin/metrics/update/{sheet_world.pk}/change/"))
        Job.objects.update(held="")
        assert "rows were checked" not in text_of(desk.get(f"/admin/metrics/update/{sheet_world.pk}/change/"))

    def test_others_get_to_none_of_its_pages_and_administrators_to_all(self, desk, job, client, sheet_world):
        work_off()
        names = ["metrics_job", "metrics_job_state"]
        places = [reverse(f"admin:{name}", args=[job.pk]) for name in names]
        places.append(reverse("admin:metrics_update_job_rows", args=[sheet_world.pk, job.pk]))
        cancel = reverse("admin:metrics_job_cancel", args=[job.pk])
        for role in ("Editor", "Reviewer", "Viewer"):
            client.force_login(make.user(role=role))
            assert {client.get(place).status_code for place in places[:2]} == {404}
            assert client.get(places[2]).status_code == (404 if role == "Editor" else 403)
            assert client.post(cancel).status_code == 404
            assert f"job/{job.pk}/" not in text_of(client.get("/admin/metrics/job/"))
        client.force_login(make.user(role="Administrator"))
        assert {client.get(place).status_code for place in places} == {200}
        assert f"job/{job.pk}/" in text_of(client.get("/admin/metrics/job/"))
        client.logout()
        assert {client.get(place).status_code for place in places} == {302}

    def test_it_is_no_other_update_s(self, desk, job):
        work_off()
        other = make.update(slug="may")
        assert desk.get(reverse("admin:metrics_update_job_rows", args=[other.pk, job.pk])).status_code == 404

    def test_its_pages_take_few_queries(self, desk, job, django_assert_max_num_queries):
        for name in ("metrics_job", "metrics_job_state"):
            with django_assert_max_num_queries(6):
                desk.get(reverse(f"admin:{name}", args=[job.pk]))

    def test_an_update_with_jobs_can_be_deleted(self, client, job, sheet_world):
        client.force_login(make.user(role="Administrator"))
        client.post(f"/admin/metrics/update/{sheet_world.pk}/delete/", {"post": "yes"})
        assert not Job.objects.exists()


class TestALongDocument:
    TEXT = "Guatemala received 1,250 applications in 2021. Honduras received 300 applications in 2021.\n\n" * 40

    def sent(self, desk, source):
        file = io.BytesIO(self.TEXT.encode())
        file.name = "report.txt"
        page = desk.post(reverse("admin:metrics_source_attach", args=[source.pk]), {"file": file}, follow=True)
        return page.redirect_chain[-1][0]

    def test_it_is_read_by_a_worker_and_confirmed_as_a_short_one(self, desk):
        make.country("GTM")
        source = make.source()
        place = self.sent(desk, source)
        assert "Read a document" in text_of(desk.get(reverse("admin:metrics_source_change", args=[source.pk])))
        work_off()
        page = text_of(desk.get(place))
        assert "characters were read" in page
        confirm = re.search(r'class="button" href="([^"]+)"', page)[1]
        assert "Guatemala received" in text_of(desk.get(confirm))
        desk.post(confirm, {"_confirm": "1"}, follow=True)
        archive = Archive.objects.get()
        assert archive.text == self.TEXT
        assert len(ArchivedQuantities.objects.get().spans) == 80
        assert files() == []
        assert "Nothing is held here" in messages_of(desk.get(confirm, follow=True))

    def test_it_is_discarded_as_a_short_one(self, desk):
        source = make.source()
        place = self.sent(desk, source)
        work_off()
        confirm = re.search(r'class="button" href="([^"]+)"', text_of(desk.get(place)))[1]
        desk.post(confirm, {"_discard": "1"})
        assert files() == []
        assert not Archive.objects.exists()

    def test_a_damaged_one_is_refused_in_words(self, desk):
        source, file = make.source(), io.BytesIO(b"%PDF-1.7 " + b"x" * 50)
        desk.post(reverse("admin:metrics_source_attach", args=[source.pk]), {"file": file})
        (job,) = work_off()
        assert job.state == "failed"
        assert "damaged" in job.message

    def test_figures_of_one_that_was_not_read_are_looked_for_by_a_worker_once(self, desk, person):
        make.country("GTM")
        archive = make.archive(source=make.source(), text=self.TEXT, by=person)
        update = make.update(opened_by=person)
        read = reverse("admin:metrics_update_read", args=[update.pk, archive.pk])
        first, second = desk.get(read), desk.get(read)
        assert first["Location"] == second["Location"]
        (job,) = work_off()
        assert job.message == "80 figures were found."
        assert read in text_of(desk.get(first["Location"]))
        page = desk.get(read)
        assert page.status_code == 200
        assert "1,250 applications" in text_of(page)


def test_a_file_of_a_job_that_is_no_more_is_swept():
    name = holding.keep_for_job(b"x")
    path = holding.file_of_job(name)
    old = (timezone.now() - dt.timedelta(hours=2)).timestamp()
    os.utime(path, (old, old))
    holding.sweep()
    assert path.exists()
    old = (timezone.now() - dt.timedelta(days=8)).timestamp()
    os.utime(path, (old, old))
    holding.sweep()
    assert not path.exists()
