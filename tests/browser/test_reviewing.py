"""An update is reviewed by keys alone: two rows go back, the others are published, then the two, mended."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from metrics import reviewing
from metrics.models import Step

from .. import factories
from .accessible import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = """The office reported on the year.

Guatemala received more than 1,450 asylum claims in 2022. Honduras received nearly 900 asylum claims in 2022.

El Salvador received 310 asylum claims in 2022, and Mexico 88 asylum claims in 2022."""
STATED = [("GTM", 1450, "more_than"), ("HND", 900, "nearly"), ("SLV", 310, "exact"), ("MEX", 88, "exact")]


@pytest.fixture
def author(transactional_db):
    return factories.user(role="Editor", username="ana", first_name="Ana", last_name="López")


@pytest.fixture
def round_(author):
    """An update of four figures, handed over by its author; one has a figure before it."""
    update = factories.update(title="The year 2022", opened_by=author)
    unit = factories.unit(code="claims", singular="asylum claim", plural="asylum claims")
    claims = factories.indicator(name="Asylum claims received", unit=unit)
    before = factories.update(title="The year 2021")
    factories.published(update=before, indicator=claims, value=1000, period=2021)
    factories.published(update=before, indicator=claims, value=12, period=2021, countries=("NIC",))
    source = factories.source(title="The fact sheet", published_on=dt.date(2023, 5, 4))
    factories.archive(source=source, text=TEXT)
    for code, value, qualifier in STATED:
        words = {"GTM": "more than 1,450 asylum claims", "HND": "nearly 900 asylum claims"}.get(
            code, f"{value} asylum claims"
        )
        factories.figure(
            update=update,
            indicator=claims,
            value=value,
            qualifier=qualifier,
            countries=(code,),
            period=2022,
            entered_by=author,
            citation=factories.citation(source=source, section="", as_stated=words),
        )
    reviewing.hand_over(update=update, by=author)
    return update


def address(update) -> str:
    return f"/admin/metrics/update/{update.pk}/review/"


def row(page, words):
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=words))


def press(page, key):
    with page.expect_navigation():
        page.keyboard.press(key)


def statuses(update):
    return {figure.place_key: figure.status for figure in update.figures.all()}


def test_two_are_returned_the_rest_published_and_then_the_two(live_server, visit, console, round_, author):
    page = visit("Reviewer")
    page.goto(f"{live_server.url}{address(round_)}")
    expect(page.get_by_text("Keys: j next")).to_be_visible()
    expect(page.get_by_text("up by more than 450 asylum claims (more than 45 percent)")).to_be_visible()
    page.keyboard.press("j")
    expect(row(page, "more than 1,450 asylum claims")).to_be_focused()
    press(page, "a")
    # Work goes on with the next one.
    expect(row(page, "nearly 900 asylum claims")).to_be_focused()
    for words, comment in (("nearly 900", "Nearly, or exactly?"), ("88", "Which document says so, @ana?")):
        while not row(page, f"{words} asylum claims").evaluate("one => one === document.activeElement"):
            page.keyboard.press("j")
        page.keyboard.press("r")
        page.keyboard.type(comment)
        press(page, "Control+Enter")
    expect(page.get_by_text("1 of them accepted; 2 returned")).to_be_visible()
    page.keyboard.press("p")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Accept all and publish 2")).to_be_focused()
    press(page, "Enter")
    assert statuses(round_) == {"GTM": "published", "HND": "draft", "SLV": "published", "MEX": "draft"}

    page = visit(user=author)
    page.goto(f"{live_server.url}{address(round_)}")
    expect(page.get_by_text("Which document says so, @ana?")).to_be_visible()
    page.keyboard.press("j")
    press(page, "e")
    page.get_by_label("Note").fill("The sheet says nearly.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    page.goto(f"{live_server.url}{address(round_)}")
    for words, answer in (("nearly 900", "Nearly, as noted."), ("88", "The fact sheet, last line.")):
        row(page, f"{words} asylum claims").focus()
        page.keyboard.press("c")
        page.keyboard.type(answer)
        press(page, "Control+Enter")
        press(page, "a")
    assert set(statuses(round_).values()) == {"published", "submitted"}

    page = visit("Reviewer")
    page.goto(f"{live_server.url}{address(round_)}")
    expect(page.get_by_text("The fact sheet, last line.")).to_be_visible()
    for _ in range(2):
        page.keyboard.press("j")
        press(page, "a")
    expect(page.get_by_role("heading", name="Publish", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    press(page, "Enter")
    assert set(statuses(round_).values()) == {"published"}
    kinds = [step.kind for step in Step.objects.filter(update=round_)]
    assert [kinds.count(kind) for kind in ("submitted", "returned", "answered", "accepted", "published")] == [
        6,
        2,
        2,
        3,
        4,
    ]
    assert console == []


def test_it_is_accessible_and_fits_a_phone(live_server, visit, round_):
    page = visit("Reviewer")
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}{address(round_)}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == ""


def test_without_scripts_everything_is_a_button_or_a_link(live_server, browser, visit, round_):
    page = visit("Reviewer")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    try:
        context.add_cookies(page.context.cookies())
        plain = context.new_page()
        plain.goto(f"{live_server.url}{address(round_)}")
        assert not plain.get_by_text("Keys: j next").is_visible()
        one = row(plain, "310 asylum claims")
        one.get_by_label("Comment, or what has to be mended").fill("Which year?")
        with plain.expect_navigation():
            one.get_by_role("button", name="Return", exact=True).click()
        assert statuses(round_)["SLV"] == "draft"
        with plain.expect_navigation():
            row(plain, "88 asylum claims").get_by_role("button", name="Accept", exact=True).click()
        with plain.expect_navigation():
            plain.get_by_role("button", name="Publish the 1 accepted").click()
        assert statuses(round_)["MEX"] == "published"
    finally:
        context.close()
