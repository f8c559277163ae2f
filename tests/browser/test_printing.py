"""Readers' pages on paper: what only works on a screen is gone, every sheet says what it is, and nothing is cut off."""

import datetime as dt

import pytest

from metrics.models import Figure
from metrics.seeding import seed

from ..exports.pdf import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What A4 leaves between the margins of print.css, in pixels.
SHEET = 688


@pytest.fixture
def printed(live_server, page):
    """The sheets of an address as text."""

    def sheets(path):
        page.goto(live_server.url + path)
        file = page.pdf(format="A4", prefer_css_page_size=True)
        return [" ".join(sheet.extract_text().split()) for sheet in opened(file).pages]

    return sheets


def test_every_sheet_says_where_the_page_stands_as_of_which_day_and_which_it_is(printed, live_server):
    seed()
    today = dt.datetime.now(dt.UTC).date().isoformat()
    for path, address in (
        ("/countries/GTM/?role=actual", f"/countries/GTM/?role=actual&as_of={today}"),
        ("/countries/GTM/?as_of=2022-05-03", "/countries/GTM/?as_of=2022-05-03"),
    ):
        sheets = printed(path)
        assert len(sheets) > 1
        for number, sheet in enumerate(sheets, 1):
            assert f"{live_server.url}{address} · As of" in sheet
            assert f"{number} / {len(sheets)}" in sheet


def test_what_only_works_on_a_screen_is_not_printed(printed):
    seed()
    text = " ".join(printed("/countries/GTM/"))
    for words in ("Staff desk", "Español", "Filter these figures", "Download this page", "as a table", "Skip to"):
        assert words not in text, words
    for words in ("more than 1,000 applications", "$310 million", "Sources", "/sources/cmms-update-april-2022/"):
        assert words in text, words


def test_nothing_stands_out_of_the_sheet(live_server, page):
    seed()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET, "height": 1000})
    figure = Figure.objects.as_of(None).first().pk
    for path in (
        "/",
        "/countries/GTM/",
        "/lines/1/",
        "/indicators/asylum-applications/",
        "/sources/cmms-update-april-2022/",
        f"/figures/{figure}/",
        "/findings/",
        "/es/countries/GTM/",
    ):
        page.goto(live_server.url + path)
        wide = page.evaluate(
            """width => [...document.querySelectorAll('main *')]
                .filter(one => one.getBoundingClientRect().right > width + 1 && !one.closest('svg, .usa-sr-only'))
                .map(one => one.outerHTML.slice(0, 120))""",
            SHEET,
        )
        assert wide == [], path
