"""Attaching, comparing and picking in Chromium: with the keyboard, without scripts, on a narrow phone."""

import pytest

from metrics.archives import attaching
from metrics.models import Archive

from ..worlds.articles import cited
from .accessible import violations

pytestmark = pytest.mark.browser

NARROW = {"width": 375, "height": 800}
# The content, whichever frame it stands in.
MAIN = "main"
ONE_COLUMN = {"width": 320, "height": 640}


@pytest.fixture
def story(transactional_db, article):
    article.figure = cited(article, "over 600 officials", 600, qualifier="more_than")
    article.unclear = cited(
        article, "more than 1,000 asylum claims", 1000, qualifier="more_than", unit="applications", section=""
    )
    attaching.attach(article.whole, article.text.encode())
    attaching.attach(article.whole, article.text.replace("over 600", "over 610").encode())
    return article


def problems(page):
    """What axe finds in our own part of the page; the frame around it is Django's."""
    return violations(page, MAIN)


def test_pages_about_texts_reflow_and_have_no_complaint(story, visit, live_server, console):
    page = visit("Editor")
    admin = f"{live_server.url}/admin/metrics"
    archive = Archive.objects.order_by("pk").last()
    for address in (
        f"{live_server.url}/sources/article/versions/",
        f"{admin}/source/{story.whole.pk}/attach/",
        f"{admin}/source/{story.whole.pk}/archives/{archive.pk}/",
        f"{admin}/citation/{story.unclear.citation_id}/pick/",
    ):
        page.set_viewport_size(NARROW)
        page.goto(address)
        assert console == [], address
        assert problems(page) == "", address
        # axe measures with styles of its own.
        console.clear()
        page.set_viewport_size(ONE_COLUMN)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_a_text_is_attached_with_the_keyboard_alone_and_without_scripts(story, visit, live_server, browser):
    held = visit("Editor").context.cookies()
    context = browser.new_context(java_script_enabled=False, viewport=NARROW)
    context.add_cookies(held)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/metrics/source/{story.whole.pk}/attach/")
    page.get_by_label("Or paste the text").fill(story.text.replace("Update on the River Strategy", "News"))
    with page.expect_navigation():
        page.get_by_role("button", name="Read it").press("Enter")
    assert "Not located" in page.locator("#content-main").inner_text()
    first = page.locator('input[name="update-first"]')
    first.press_sequentially("12")
    first.press("Tab")
    page.keyboard.type("20")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    # Enter looks again and archives nothing.
    assert "Not located" not in page.locator("#content-main").inner_text()
    assert Archive.objects.count() == 2
    with page.expect_navigation():
        page.get_by_role("button", name="Archive this text").press("Enter")
    assert "Archived as copy 3" in page.content()
    assert Archive.objects.get(version=3).parts.filter(source=story.update).exists()
    context.close()


def test_what_was_read_is_shown_without_a_complaint(story, visit, live_server, console):
    page = visit("Editor")
    page.set_viewport_size(NARROW)
    page.goto(f"{live_server.url}/admin/metrics/source/{story.whole.pk}/attach/")
    page.get_by_label("File").set_input_files(
        {"name": "news.txt", "mimeType": "text/plain", "buffer": story.text.replace("Update on", "News of").encode()}
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Read it").click()
    assert console == []
    assert problems(page) == ""
    page.set_viewport_size(ONE_COLUMN)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_place_is_picked_by_its_words(story, visit, live_server):
    page = visit("Editor")
    page.goto(f"{live_server.url}/admin/metrics/citation/{story.unclear.citation_id}/pick/")
    page.get_by_label("Work Abroad").check()
    with page.expect_navigation():
        page.get_by_role("button", name="This is the place").click()
    page.get_by_text("Verified. The source says").first.wait_for()
