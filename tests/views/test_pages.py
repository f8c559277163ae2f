"""Readers' pages: right status, right words, links that keep the day, and clear answers to bad addresses."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from metrics import actions
from tests import factories

from .text import text_of


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/countries/XXX/", 404, "There is no country with the code XXX"),
        ("/countries/GTM/?page=2", 404, "no such"),
        ("/countries/GTM/?page=zero", 404, "There is no such page"),
        ("/countries/GTM/?as_of=yesterday", 400, "is not a date"),
        ("/countries/GTM/?as_of=2022-02-30", 400, "is not a date"),
        ("/countries/GTM/?as_of=2999-01-01", 400, "has not come yet"),
        ("/organizations/none/", 404, "There is no organization named none"),
        ("/lines/99/", 404, "There is no line of action 99"),
        ("/programs/none/", 404, "There is no program named none"),
        ("/indicators/none/", 404, "There is no indicator named none"),
        ("/figures/999999999999999999999999/", 404, "There is no published figure"),
        ("/sources/none/", 404, "There is no source named none"),
        ("/updates/none/", 404, "There is no published update named none"),
        ("/sources/?page=99", 404, "no such page"),
        ("/nowhere/", 404, ""),
    ],
)
def test_bad_addresses_get_a_clear_page_with_the_right_status(db, client, address, status, words):
    factories.country("GTM")
    response = client.get(address)
    assert response.status_code == status
    assert words in text_of(response)


def test_pages_answer_only_to_reading(db, client):
    factories.country("GTM")
    assert client.post("/countries/GTM/").status_code == 405
    assert client.head("/countries/GTM/").status_code == 200


def test_a_code_in_small_letters_leads_to_the_country(db, client):
    response = client.get("/countries/gtm/?as_of=2022-05-01")
    assert response.status_code == 301
    assert response["Location"] == "/countries/GTM/?as_of=2022-05-01"


def test_a_draft_is_seen_by_nobody(db, client):
    figure = factories.figure(value=424_242)
    assert client.get(f"/figures/{figure.pk}/").status_code == 404
    assert "424,242" not in text_of(client.get("/countries/GTM/"))


def test_a_corrected_figure_keeps_its_page_with_the_reason_and_the_way_on(db, client):
    old = factories.published(value=10, at=factories.instant("2022-04-20"))
    new = factories.correction(of=old, value=11, reason="A digit was wrong.", at=factories.instant("2022-06-01"))
    then = text_of(client.get(f"/figures/{old.pk}/?as_of=2022-05-01"))
    now = client.get(f"/figures/{old.pk}/")
    assert "A digit was wrong." not in then
    assert "A digit was wrong." in text_of(now)
    assert reverse("figure", args=[new.pk]) in now.content.decode()


def test_a_withdrawn_figure_keeps_its_page_with_the_reason(db, client):
    figure = factories.published(value=10)
    actions.withdraw(statement=figure, by=factories.publisher(), reason="Refuted by the ministry.")
    assert "Refuted by the ministry." in text_of(client.get(f"/figures/{figure.pk}/"))


def test_what_people_write_is_escaped(db, client):
    evil = "<script>alert(1)</script>"
    program = factories.program(name=evil, summary=evil, countries=("GTM",))
    indicator = factories.indicator(program=program, name=evil, definition=evil)
    source = factories.source(title=evil, note=evil, authors=evil)
    figure = factories.published(
        indicator=indicator, note=evil, period_as_stated=evil, citation=factories.citation(source=source)
    )
    factories.milestone(title=evil, summary=evil, status="published", program=program)
    for address in (
        "/",
        "/countries/GTM/",
        "/lines/1/",
        f"/programs/{program.slug}/",
        f"/indicators/{indicator.slug}/",
        f"/figures/{figure.pk}/",
        "/sources/",
        f"/sources/{source.slug}/",
    ):
        assert evil not in client.get(address).content.decode(), address


def test_tables_sort_and_page_without_repeating_a_row(db, client):
    indicator = factories.indicator()
    for number in range(120):
        factories.published(indicator=indicator, value=number % 3, period=(dt.date(1900 + number, 1, 1), None))
    for sort in ("statement", "-statement", "period", "role", "place", "nonsense"):
        seen = []
        for number in (1, 2):
            body = client.get(f"/indicators/{indicator.slug}/?sort={sort}&page={number}").content.decode()
            seen += re.findall(r'class="value" href="/figures/(\d+)/', body)
        assert len(seen) == len(set(seen)) == 120, sort


def test_filters_narrow_a_country_and_a_wrong_one_says_so(db, client):
    factories.published(indicator=factories.indicator(name="Visas issued"), value=11)
    factories.published(indicator=factories.indicator(name="Centers opened"), value=22, role="target")
    text = text_of(client.get("/countries/GTM/?q=visas"))
    assert "Visas issued" in text
    assert "Centers opened" not in text
    assert "Visas issued" not in text_of(client.get("/countries/GTM/?role=target"))
    assert "Select a valid choice" in text_of(client.get("/countries/GTM/?role=nonsense"))


@pytest.mark.parametrize("kind", ["source", "update"])
def test_figures_of_a_source_or_update_can_be_narrowed_on_the_page_and_in_its_file(db, client, kind):
    citation, update = factories.citation(source=factories.source()), factories.update()
    for value, role in ((11, "actual"), (22, "target")):
        factories.published(indicator=factories.indicator(), value=value, role=role, citation=citation, update=update)
    slug = {"source": citation.source.slug, "update": update.slug}[kind]
    text = text_of(client.get(f"/{kind}s/{slug}/?role=target"))
    assert "22 people" in text
    assert "11 people" not in text
    assert b",22," in client.get(f"/{kind}s/{slug}.csv?role=target").getvalue()
    assert b",11," not in client.get(f"/{kind}s/{slug}.csv?role=target").getvalue()
    assert "No figure fits these filters" in text_of(client.get(f"/{kind}s/{slug}/?role=baseline"))
