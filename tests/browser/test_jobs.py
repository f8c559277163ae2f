"""A long file's job: its page follows the work by itself, leads to the rows, and cancels it."""

import re
import threading

import pytest
from django.db import connection
from playwright.sync_api import expect

from metrics.jobs import doing
from metrics.models import Job
from tests.jobs.workers import work_off
from tests.worlds.sheets import csv_of, row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE = {
    "name": "long.csv",
    "mimeType": "text/csv",
    "buffer": csv_of(*(row(period_start=f"{year}-01-01") for year in range(2010, 2020))),
}


@pytest.fixture
def upload(visit, live_server, sheet_world, monkeypatch):
    """The page of the job that a file of more rows than a request takes becomes."""
    monkeypatch.setattr("metrics.forms.importing.SHORT_ROWS", 2)

    def upload():
        page = visit("Editor")
        page.goto(f"{live_server.url}/admin/metrics/update/{sheet_world.pk}/import/")
        page.set_input_files("input[type=file]", files=FILE)
        with page.expect_navigation():
            page.get_by_role("button", name="Check it").click()
        return page

    return upload


def test_its_page_follows_the_work_and_leads_to_the_rows(upload, console):
    page = upload()
    expect(page.get_by_text("It waits for its turn.")).to_be_visible()
    expect(page.get_by_text("No worker is running")).to_be_visible()
    work_off()
    link = page.get_by_role("link", name="See what becomes of each row")
    expect(link).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(re.compile("Done. 10 rows were checked"))
    with page.expect_navigation():
        link.click()
    expect(page.locator(".outcome")).to_have_count(10)
    assert console == []


@pytest.mark.parametrize("width", [375, 1280])
def test_the_bar_moves_and_the_button_cancels(upload, console, monkeypatch, width):
    steps = {count: threading.Event() for count in (2, 5)}
    check = doing.check_rows

    def slowly(job, tell):
        for count, may_go_on in steps.items():
            tell("Checking the rows", count, 10, at_once=True)
            assert may_go_on.wait(30)
        tell("Checking the rows", 6, 10, at_once=True)
        return check(job, tell)

    monkeypatch.setitem(doing.WORK, Job.Kind.CHECK_ROWS, slowly)
    page = upload()
    page.set_viewport_size({"width": width, "height": 800})
    working = threading.Thread(target=work_off_and_close)
    working.start()
    try:
        bar = page.get_by_role("progressbar", name="Checking the rows")
        expect(bar).to_have_attribute("value", "2")
        expect(page.get_by_text("2 of 10")).to_be_visible()
        page.get_by_role("button", name="Cancel it").focus()
        steps[2].set()
        expect(bar).to_have_js_property("value", 5)
        # The numbers have changed, and nothing else was touched.
        expect(page.get_by_role("button", name="Cancel it")).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_text("It is being canceled.")).to_be_visible()
    finally:
        for step in steps.values():
            step.set()
        working.join()
    expect(page.locator(".said")).to_have_text(re.compile("Canceled"))
    expect(page.get_by_role("link", name="Import a spreadsheet")).to_be_visible()
    assert Job.objects.get().state == "canceled"
    assert console == []


def work_off_and_close():

    try:
        work_off()
    finally:
        connection.close()
