"""How a reader cites a figure: on its page, and as files at its own address with an ending."""

import html
import json

import pytest
from django.utils import timezone

from metrics.exports import cite
from tests import factories

from .text import text_of


def words_of(response) -> str:
    return html.unescape(text_of(response))


TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
FILES = {**TYPES, "pdf": "application/pdf"}


@pytest.fixture
def figure(db):
    source = factories.source(
        title="A <b>Report</b>",
        kind="report",
        authors="de Obaldía, Olga\nWorld Bank",
        publisher="Press & Sons",
        url="https://example.org/report",
        license="CC BY 4.0",
    )
    indicator = factories.indicator(
        definition="Claims filed in a year.", limitations="Filed late, some are missing.", direction="higher"
    )
    citation = factories.citation(source=source, as_stated="100 claims")
    return factories.published(citation=citation, indicator=indicator, at=factories.instant("2022-04-20"))


@pytest.mark.parametrize("form", FILES)
def test_a_citation_is_a_file_named_after_figure_and_day(figure, client, form):
    for _ in range(2):  # Made, and from the page cache.
        response = client.get(f"/figures/{figure.pk}.{form}?as_of=2022-05-03")
        assert response.status_code == 200
        assert response["Content-Type"] == FILES[form]
        name = f"throughline-figures-{figure.pk}-2022-05-03.{form}"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert f"http://testserver/figures/{figure.pk}/?as_of=2022-05-03".encode() in response.content


def test_without_a_day_the_link_names_today(figure, client):
    before = timezone.now().date()
    (item,) = json.loads(client.get(f"/figures/{figure.pk}.csl.json").content)
    after = timezone.now().date()
    links = {f"http://testserver/figures/{figure.pk}/?as_of={day.isoformat()}" for day in (before, after)}
    assert item["URL"] in links


@pytest.mark.parametrize("form", FILES)
def test_a_citation_of_nothing_is_a_404_and_of_no_day_a_400(figure, client, form):
    assert client.get(f"/figures/{figure.pk + 1}.{form}").status_code == 404
    assert client.get(f"/figures/{figure.pk}.{form}?as_of=2022-04-19").status_code == 404
    assert client.get(f"/figures/{factories.figure().pk}.{form}").status_code == 404
    assert client.get(f"/figures/{figure.pk}.{form}?as_of=soon").status_code == 400
    assert client.post(f"/figures/{figure.pk}.{form}").status_code == 405


def test_the_page_has_every_form_and_the_same_words_as_the_files(figure, client):
    response = client.get(f"/figures/{figure.pk}/?as_of=2022-05-03")
    text = words_of(response)
    for form in (*cite.STYLES, *(form.name for form in cite.FILES.values())):
        assert form in text
    assert f'href="/figures/{figure.pk}.bib?as_of=2022-05-03"' in response.content.decode()
    for form in TYPES:
        written = client.get(f"/figures/{figure.pk}.{form}?as_of=2022-05-03").content.decode()
        assert " ".join(written.split()) in text
    assert "de Obaldía, Olga, and World Bank. “A <b>Report</b>.” Report, April 20, 2022. Press & Sons." in text


def test_the_page_leads_to_its_defense_pack_of_the_same_day(figure, client):
    page = client.get(f"/figures/{figure.pk}/?as_of=2022-05-03").content.decode()
    assert f'href="/figures/{figure.pk}.pdf?as_of=2022-05-03"' in page
    assert "Defense pack (PDF)" in page


def test_the_page_shows_the_source_and_what_is_measured(figure, client):
    text = words_of(client.get(f"/figures/{figure.pk}/"))
    for words in (
        "de Obaldía, Olga; World Bank",
        "Press & Sons",
        "CC BY 4.0",
        "English",
        "Claims filed in a year.",
        "Higher is better",
        "Limitations of the data Filed late, some are missing.",
        "Accuracy required not answered yet",
    ):
        assert words in text, words


def test_the_page_shows_how_a_result_came_about(db, client):
    municipalities = factories.unit(code="municipalities")
    share = factories.published(value=40, indicator=factories.indicator(unit=factories.unit(code="percent")))
    base = factories.published(value=340, indicator=factories.indicator(unit=municipalities))
    part, other = (
        factories.published(value=v, period=y, indicator=base.indicator) for v, y in ((200, 2019), (140, 2020))
    )
    factories.relation(from_figure=share, to_figure=base, kind="share_of")
    for figure in (part, other):
        factories.relation(from_figure=figure, to_figure=base, kind="component_of")
    working = "40 percent × 340 municipalities = 136 municipalities"
    assert working in words_of(client.get(f"/figures/{share.pk}/"))
    text = words_of(client.get(f"/figures/{base.pk}/"))
    assert working in text
    assert "200 + 140 = 340 municipalities ✓ agrees with 340 municipalities" in text


@pytest.mark.django_db
def test_an_address_copied_with_the_period_that_ends_a_citation_opens_the_page(client):
    figure = factories.published(at=factories.instant("2022-04-20"))
    page = client.get(f"/figures/{figure.pk}/?as_of=2022-05-03.")
    assert page.status_code == 200
    assert "as_of=2022-05-03" in page.content.decode()
