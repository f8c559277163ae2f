"""An editor enters a figure by its words and the keyboard alone, in a browser under the Content-Security-Policy."""

import datetime as dt
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from metrics.models import Figure

from .. import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor():
    return factories.user(role="Editor")


@pytest.fixture
def desk(editor):
    factories.country("GTM")
    dollars = factories.unit(code="USD", singular="U.S. dollar", plural="U.S. dollars")
    factories.indicator(name="Humanitarian assistance", unit=dollars)
    factories.source(title="Update on the strategy", slug="the-update", published_on=dt.date(2022, 4, 20))
    return factories.update(title="November update", opened_by=editor)


def pick(page, term, shown):
    """Searches in the list that has the focus, and takes the first row."""
    page.keyboard.type(term)
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text(shown)
    page.keyboard.press("Enter")


def test_by_the_keyboard_alone(live_server, visit, console, desk, editor):
    page = visit(user=editor)
    page.goto(f"{live_server.url}/admin/metrics/figure/add/")
    expect(page.locator("#id_words")).to_be_focused()

    page.keyboard.type("nearly $169 million in FY 2022")
    expect(page.locator("#understood")).to_contain_text("nearly; 169,000,000 U.S. dollars; Oct 1, 2021 – Sep 30, 2022")
    expect(page.locator("#id_value")).to_have_value("169,000,000")
    expect(page.locator("#id_qualifier")).to_have_value("nearly")
    expect(page.locator("#id_period_start")).to_have_value("2021-10-01")
    expect(page.locator("#id_as_stated")).to_have_value("nearly $169 million in FY 2022")
    expect(page.locator("#select2-id_unit-container")).to_contain_text("U.S. dollars")

    page.keyboard.press("Enter")
    pick(page, "humanit", "Humanitarian assistance")
    page.keyboard.press("Tab")
    pick(page, "guat", "Guatemala")
    for _ in range(3):
        page.keyboard.press("Tab")
    pick(page, "strategy", "Update on the strategy")
    expect(page.locator("#beside")).to_contain_text("None published")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".messagelist .success")).to_contain_text("was added successfully")
    expect(page.locator("#id_words")).to_be_focused()
    expect(page.locator("#select2-id_source-container")).to_contain_text("Update on the strategy")
    expect(page.locator("#id_period_start")).to_have_value("2021-10-01")
    figure = Figure.objects.get()
    assert (figure.value, figure.qualifier, figure.place_key) == (Decimal(169_000_000), "nearly", "GTM")
    assert figure.citation.as_stated == "nearly $169 million in FY 2022"
    assert not console


def test_what_the_person_set_is_not_filled_over_and_rivals_show_up(live_server, visit, console, desk, editor):
    indicator = factories.indicator(name="Asylum claims")
    rival = factories.published(indicator=indicator, value=990, period=2021)
    page = visit(user=editor)
    page.goto(f"{live_server.url}/admin/metrics/figure/add/?indicator={indicator.pk}&countries=GTM")
    page.fill("#id_words", "more than 1,000 people")
    expect(page.locator("#id_value")).to_have_value("1,000")
    page.fill("#id_value", "1,001")
    page.fill("#id_words", "more than 1,000 people in 2021")
    expect(page.locator("#id_period_end")).to_have_value("2021-12-31")
    expect(page.locator("#id_value")).to_have_value("1,001")
    expect(page.locator("#beside")).to_contain_text("Rival statements")
    page.check("#id_seen_rivals")
    assert page.input_value("#id_seen_rivals") == str(rival.pk)
    page.fill("#id_words", "hundreds of people")
    expect(page.locator("#understood")).to_contain_text("Not understood")
    assert not console
