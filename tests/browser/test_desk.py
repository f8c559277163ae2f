"""The front page of the desk and one's choice about reminders, in a browser."""

import pytest
from playwright.sync_api import expect

from metrics import actions, reviewing
from metrics.findings import keeping
from metrics.models import Figure, ReminderChoice

from .. import factories as make
from .accessible import UNFOLD, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("/admin/", "/admin/metrics/reminderchoice/mine/")


def test_the_desk_leads_to_what_waits_is_accessible_and_fits_a_phone(live_server, visit, console):
    person = make.user(role="Administrator", email="ana@example.org")
    update = make.update(opened_by=person, title="The third quarter")
    row = make.figure(update=update, entered_by=person)
    make.figure(update=update)
    reviewing.hand_over(update=update, by=person)
    reviewer = make.user(role="Reviewer")
    row = Figure.objects.get(pk=row.pk)
    actions.return_to_author(statements=[row], by=reviewer, comment="The year is wrong.")
    reviewing.comment(update=update, by=reviewer, text=f"Is this all, @{person.username}?")
    make.published(indicator=make.indicator(frequency="annual"), period=2019, update=make.update(), value=0)
    keeping.refresh_all()
    page = visit(user=person)
    for address in PAGES:
        page.goto(live_server.url + address)
    assert not console
    found = {}
    for address in PAGES:
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live_server.url + address)
            page.evaluate(UNFOLD)
            if wrong := violations(page):
                found[address, width] = wrong
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not found, found
    page.get_by_label("Send me none").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    assert not ReminderChoice.objects.get(user=person).by_mail
    page.goto(live_server.url + "/admin/")
    sections = page.locator(".desk section h2").all_inner_texts()
    assert [words.split("\n")[0].rstrip("0123456789 ") for words in sections] == [
        "Returned to you",
        "Waiting for your answer",
        "Waiting for your review",
        "Your open updates",
        "Overdue, by country",
        "Open findings",
        "Recently published",
    ]
    with page.expect_navigation():
        page.get_by_role("link", name="Answer and submit it again").click()
    expect(page.locator(f"#figure-{row.pk}")).to_contain_text("The year is wrong.")
