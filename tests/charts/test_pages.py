"""Charts on their pages, with the CMMS as it is seeded."""

import re

import lxml.html
import pytest
from django.db import transaction

from metrics.seeding import seed


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def page(seeded, db, client):
    def read(address):
        response = client.get(address)
        assert response.status_code == 200, address
        return response.content.decode()

    return read


PAGES = {
    "/": ["region-map"],
    "/compare/?country=GTM&country=MEX": ["compared-asylum-applications"],
    "/compare/?country=HND&country=MEX": [],
    "/lines/": ["money-usd"],
    "/lines/1/": ["money-usd"],
    "/lines/2/": [],
    "/programs/surge-humanitarian-assistance/": ["money-usd"],
    "/programs/child-protection/": [],
    "/indicators/asylum-applications/": ["comparison"],
    "/indicators/h2b-supplemental-visas/": ["series", "parts-1"],
    "/indicators/returnees-received/": ["parts-1"],
    "/indicators/darien-daily-crossings/": ["series"],
    "/indicators/mrc-mobile-units/": [],
}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_the_charts_that_its_figures_call_for_each_with_its_table(page, address):
    html = page(address)
    assert re.findall(r'<title id="([a-z0-9-]+)-title">', html) == PAGES[address]
    for key in PAGES[address]:
        assert f'aria-labelledby="{key}-title {key}-desc"' in html
        assert f'<table class="usa-table usa-table--borderless table table--compact" id="{key}-data">' in html


@pytest.mark.parametrize("address", PAGES)
def test_names_of_sections_and_tables_are_told_apart_and_ids_are_unique(page, address):
    html = page(address)
    tree = lxml.html.fromstring(html)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    names = [" ".join(node.text_content().split()) for node in tree.xpath("//caption | //h2")]
    assert len(names) == len(set(names))


def test_the_darien_is_drawn_from_its_baseline_on_the_countrys_page(page):
    html = page("/countries/PAN/")
    assert re.search(r'<desc id="change-\d+-\d+-desc">down by at least 96.4 percent</desc>', html)


def test_a_chart_follows_the_filters_and_the_day_of_its_page(page):
    assert "comparison-title" not in page("/indicators/asylum-applications/?country=MEX")
    assert "comparison-title" not in page("/indicators/asylum-applications/?as_of=2022-04-01")
    assert 'href="/countries/GTM/?as_of=2022-05-03"' in page("/?as_of=2022-05-03")
    assert "region-map-title" not in page("/?as_of=2022-04-01")
