"""A document is read for an update by keys alone, in a browser under the Content-Security-Policy."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from metrics.models import Dismissal, Figure

from .. import factories
from ..archives.sheet import SHEET
from .accessible import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address():
    for code in ("GTM", "HND", "USA"):
        factories.country(code)
    claims = factories.unit(code="applications", singular="application", plural="applications", also_called="claims")
    factories.unit(code="visas")
    factories.indicator(name="Asylum claims received", unit=claims, program=factories.program(name="Asylum offices"))
    source = factories.source(title="The fact sheet", published_on=dt.date(2023, 5, 4))
    archive = factories.archive(source=source, text=SHEET)
    return f"/admin/metrics/update/{factories.update().pk}/read/{archive.pk}/"


def candidate(page, words):
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=words))


def test_by_keys_from_one_candidate_to_the_next(live_server, visit, console, address):
    page = visit("Editor")
    page.goto(f"{live_server.url}{address}")
    expect(page.get_by_text("Keys: j next")).to_be_visible()
    page.keyboard.press("j")
    first, second = candidate(page, "more than 1,450 applications"), candidate(page, "nearly 900 applications")
    expect(first).to_be_focused()
    expect(page.locator("mark.is-current")).to_have_text("more than 1,450")
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()

    page.keyboard.press("a")
    expect(page.get_by_text("1 draft entered")).to_be_attached()
    # Work goes on with the next one.
    expect(second).to_be_focused()
    assert Figure.objects.get().value == 1450

    page.keyboard.press("d")
    expect(page.get_by_text("1 dismissed. It stands below")).to_be_attached()
    assert Dismissal.objects.get().start == SHEET.index("nearly 900")

    page.keyboard.press("e")
    expect(page.locator("#id_words")).to_have_value("18,000 visas")
    expect(page.locator("#id_value")).to_have_value("18000")
    assert console == []


def test_keys_do_not_wait_for_one_another(live_server, visit, console, address):
    page = visit("Editor")
    page.goto(f"{live_server.url}{address}")
    first, second, third = (candidate(page, words) for words in ("more than 1,450", "nearly 900", "18,000 visas"))
    for key in "jad":
        page.keyboard.press(key)
    expect(first).to_have_count(0)
    expect(second).to_have_count(0)
    expect(third).to_be_focused()
    expect(page.get_by_text("1 dismissed. It stands below")).to_be_attached()
    assert (Figure.objects.get().value, Dismissal.objects.get().start) == (1450, SHEET.index("nearly 900"))
    assert console == []


def test_what_is_refused_comes_back_and_says_why(live_server, visit, address):
    page = visit("Editor")
    page.goto(f"{live_server.url}{address}")
    Dismissal.objects.create(
        archive_id=int(address.split("/")[-2]),
        start=SHEET.index("more than 1,450"),
        end=SHEET.index("more than 1,450") + len("more than 1,450"),
        dismissed_by=factories.user(),
        dismissed_at=timezone.now(),
    )
    for key in "ja":
        page.keyboard.press(key)
    expect(page.get_by_text("was accepted, cited or dismissed meanwhile")).to_be_attached()
    expect(candidate(page, "nearly 900")).to_be_focused()
    assert not Figure.objects.exists()


def test_who_is_signed_out_meanwhile_signs_in_again(live_server, visit, address):
    page = visit("Editor")
    page.goto(f"{live_server.url}{address}")
    page.context.clear_cookies()
    with page.expect_navigation():
        for key in "ja":
            page.keyboard.press(key)
    expect(page.locator("input[type=password]")).to_be_visible()
    assert not Figure.objects.exists()


def test_keys_typed_with_others_held_down_are_left_to_the_browser(live_server, visit, address):
    page = visit("Editor")
    page.goto(f"{live_server.url}{address}")
    page.keyboard.press("j")
    page.keyboard.press("Alt+d")
    assert not Dismissal.objects.exists()


def test_it_is_accessible_and_fits_a_phone(live_server, visit, address):
    page = visit("Editor")
    for place in (address, f"{address.rsplit('/', 2)[0]}/", "/admin/metrics/update/mended/"):
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{live_server.url}{place}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(page) == ""


def test_without_scripts_everything_is_a_button_or_a_link(live_server, browser, visit, address):
    page = visit("Editor")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    try:
        context.add_cookies(page.context.cookies())
        plain = context.new_page()
        plain.goto(f"{live_server.url}{address}")
        assert not plain.get_by_text("Keys: j next").is_visible()
        with plain.expect_navigation():
            plain.get_by_role("button", name="Accept more than 1,450").click()
        assert "1 draft entered" in plain.inner_text("body")
        assert plain.url.endswith(f"#candidate-{SHEET.index('nearly 900')}")
        with plain.expect_navigation():
            plain.get_by_role("button", name="Dismiss nearly 900").click()
        plain.get_by_text("1 dismissed", exact=True).click()
        with plain.expect_navigation():
            plain.get_by_role("button", name="Take back").click()
        assert not Dismissal.objects.exists()
    finally:
        context.close()
