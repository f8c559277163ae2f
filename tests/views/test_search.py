"""The page of the search and its files."""

import csv
import io

import pytest
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics import searching
from tests import factories

from .text import text_of

pytestmark = pytest.mark.django_db


def search(client, text, start="", **more):
    return client.get(f"{start}/search/?{urlencode({'q': text, **more})}")


def test_results_stand_by_kind_with_their_counts(client, seeded):
    page = text_of(search(client, "asylum"))
    assert "7 results" in page
    assert "Figures 3" in page
    assert "Indicators 2" in page
    assert "Build and Improve National Asylum Systems" in page


def test_a_figure_is_shown_with_words_indicator_place_period_and_citation(client, seeded):
    response = search(client, "37.806")
    page = text_of(response)
    for words in ("37,806 people", "People granted asylum", "Mexico", "2021", "“granted asylum to 37806 individuals"):
        assert words.replace("37806", "37,806") in page or words in page
    assert "Exactly this number" in page
    assert "<mark>37,806</mark>" in response.content.decode()


def test_what_matches_is_marked_and_nothing_else(client, seeded):
    body = search(client, "asilo").content.decode()
    assert "People granted <mark>asylum</mark>" in body
    assert "<mark>People" not in body


def test_slips_are_told_with_a_link_to_what_was_meant(client, seeded):
    response = search(client, "Guatamala")
    assert "These are results for Guatemala" in text_of(response)
    assert "/search/?q=Guatemala" in response.content.decode()


def test_words_that_nothing_has_are_told(client, seeded):
    assert "Left out, since nothing here has it: xyzzyxyzzy" in text_of(search(client, "xyzzyxyzzy asylum"))


def test_nothing_found_says_what_to_do(client, seeded):
    assert "Nothing is found" in text_of(search(client, "xyzzyxyzzy"))
    assert "Nothing that was published by that day is found" in text_of(search(client, "37806", as_of="2022-04-01"))


def test_the_spanish_page_is_spanish(client, seeded):
    page = text_of(search(client, "asilo México", start="/es"))
    assert "México" in page
    assert "Resultados" in page or "resultados" in page
    assert "results" not in page


def test_a_kind_has_its_own_pages(client):
    program = factories.program()
    for number in range(60):
        factories.indicator(program=program, name=f"Beehives {number}")
    searching.refresh()
    first = search(client, "beehives")
    assert "All 60: Indicators" in text_of(first)
    assert "kind=indicator" in first.content.decode()
    pages = [search(client, "beehives", kind="indicator", page=number) for number in (1, 2)]
    assert [page.content.decode().count('class="hits__hit"') for page in pages] == [50, 10]
    assert search(client, "beehives", kind="indicator", page=3).status_code == 404
    assert search(client, "beehives", kind="indicator", page=11).status_code == 404
    assert search(client, "beehives", kind="nonsense").status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a" * 5000,
        "1" * 5000,
        '"*():^',
        "\"' OR 1=1 --",
        "AND OR NOT NEAR(",
        "names: x",
        "asylum*",
        "{}[]%_\\",
        "\x00",
        "a\x00b",
        "\u202easylum",
        "مرحبا ١٢٣",
        "中文",
        "½",
        "<script>alert(1)</script>",
        "%s %d {0}",
        "1.234 millones de billones",
        "-5",
        "$",
        "37,806 18,000 1,000",
    ],
)
def test_nothing_that_is_typed_is_an_error(client, seeded, text):
    response = search(client, text)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert client.get(f"/search.csv?{urlencode({'q': text})}").getvalue()


def test_a_broken_encoding_is_no_error(client, seeded):
    assert client.get("/search/?q=%ff%fe").status_code == 200
    assert client.get("/search/?q=a&q=b&page=1").status_code == 200
    assert client.get("/search/?q=a&page=0").status_code == 404


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.text(max_size=60))
def test_any_text_has_a_page(client, seeded, text):
    assert search(client, text.encode("utf-8", "replace").decode()).status_code == 200


def test_search_engines_keep_out_and_caches_may_keep_it(client, seeded):
    response = search(client, "asylum")
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert response["ETag"]
    assert client.get("/search/?q=asylum", headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert 'name="robots"' not in client.get("/countries/").content.decode()


@pytest.mark.parametrize("start", ["", "/es"])
def test_each_page_has_a_search_that_keeps_the_day_and_the_language(client, seeded, start):
    for address in ("/", "/countries/GTM/", "/sources/"):
        body = client.get(f"{start}{address}?as_of=2022-05-01").content.decode()
        (form,) = [part for part in body.split("<form")[1:] if 'class="site-search"' in part[:200]]
        assert f'action="{start}/search/"' in form[:200]
        assert 'role="search"' in form[:200]
        assert 'name="as_of" value="2022-05-01"' in form


def test_links_of_results_keep_the_day(client, seeded):
    body = search(client, "asylum", as_of="2022-05-01").content.decode()
    assert "/indicators/asylum-applications/?as_of=2022-05-01" in body


class TestFiles:
    def rows(self, client, query):
        response = client.get(f"/search.csv?{query}")
        return list(csv.DictReader(io.StringIO(response.getvalue().decode())))

    def test_hold_the_figures_of_the_page_in_their_order(self, client, seeded):
        rows = self.rows(client, "q=18,000")
        assert [row["indicator"] for row in rows] == ["h2b-supplemental-visas", "labor-migration-requests-processed"]
        assert self.rows(client, "q=xyzzyxyzzy") == []

    def test_keep_the_day(self, client, seeded):
        assert self.rows(client, "q=18,000&as_of=2022-04-01") == []
        response = client.get("/search.csv?q=18,000&as_of=2022-05-01")
        assert "2022-05-01" in response["Content-Disposition"]

    @pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
    def test_are_linked_where_there_are_figures(self, client, seeded, format):
        assert f"/search.{format}?q=18%2C000" in search(client, "18,000").content.decode()
        assert f"/search.{format}" not in search(client, "COMAR").content.decode()
        response = client.get(f"/search.{format}?q=18,000")
        assert response.status_code == 200
        assert response.getvalue()


def test_drafts_are_found_by_nobody(client_of):
    factories.figure(value=424_242, indicator=factories.indicator(name="Beehives"))
    searching.refresh()
    for role in ("Editor", "superuser"):
        page = text_of(search(client_of(role), "424,242"))
        assert "0 results" in page
        assert "424,242 people" not in text_of(search(client_of(role), "beehives"))
