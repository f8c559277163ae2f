"""The page of countries side by side: what can be chosen, what is said of a choice that makes no sense, its files."""

from html import unescape

import lxml.html
import pytest

from metrics.models import Figure
from tests import factories

from .rows import rows_of
from .text import text_of

FOUR = "country=GTM&country=HND&country=SLV&country=MEX"


def chosen(response) -> list[str]:
    """The codes that the picker has chosen, in order."""
    tree = lxml.html.fromstring(response.content)
    return tree.xpath("//form[contains(@class, 'filters--countries')]//option[@selected]/@value")


def cells_of(response, indicator: str):
    """The cells of the first row of an indicator, and their words."""
    table = lxml.html.fromstring(response.content).xpath("//table[contains(@class, 'versus')]")[0]
    (row,) = table.xpath(f"./tbody/tr[th/a[@href='/indicators/{indicator}/']]")
    cells = row.xpath("./td")
    return cells, [" ".join(" ".join(cell.itertext()).split()) for cell in cells]


def headings(response) -> list[str]:
    """The countries of the table."""
    return lxml.html.fromstring(response.content).xpath("//table[contains(@class, 'versus')]/thead//a/text()")


def test_a_row_has_a_cell_for_each_country_with_words_period_and_source(seeded, client):
    response = client.get(f"/compare/?{FOUR}")
    cells, words = cells_of(response, "asylum-applications")
    assert words == [
        "Guatemala more than 1,000 applications Source 1 2021",
        "no figure",
        "no figure",
        "Mexico more than 131,000 applications Source 1 2021",
    ]
    figure = Figure.objects.as_of(None).get(value=131_000)
    assert cells[3].xpath(f".//a[@href='/figures/{figure.pk}/']")
    assert cells[3].xpath(".//a[@href='#source-1']")
    tree = lxml.html.fromstring(response.content)
    assert tree.xpath("//li[@id='source-1']/a/@href") == ["/sources/cmms-update-april-2022/"]


def test_a_joint_figure_stands_once_across_its_countries(seeded, client):
    cells, words = cells_of(client.get(f"/compare/?{FOUR}"), "humanitarian-support-announced")
    assert [cell.get("colspan") for cell in cells] == ["3", None]
    assert words[0].startswith("Joint El Salvador, Guatemala, Honduras Commitment $310 million")
    assert words[1] == "no figure"
    # Where they are apart from each other, across the whole row, with what it does not cover.
    response = client.get("/compare/?country=GTM&country=MEX&country=HND")
    ((cell,), (words,)) = cells_of(response, "humanitarian-support-announced")
    assert cell.get("colspan") == "3"
    assert words.endswith("Not covered: Mexico")


def test_links_keep_the_day_and_lead_to_the_countries(seeded, client):
    response = client.get(f"/compare/?{FOUR}&as_of=2022-05-03")
    body = response.content.decode()
    assert 'href="/countries/GTM/?as_of=2022-05-03"' in body
    assert '<input type="hidden" name="as_of" value="2022-05-03">' in body
    assert headings(response) == ["Guatemala", "Honduras", "El Salvador", "Mexico"]
    assert f'href="/compare.csv?{FOUR}&as_of=2022-05-03"' in unescape(body)


def test_a_countrys_page_leads_here_with_the_country_chosen(seeded, client):
    assert 'href="/compare/?country=GTM"' in client.get("/countries/GTM/").content.decode()
    past = client.get("/countries/GTM/?as_of=2022-05-03").content.decode()
    assert 'href="/compare/?as_of=2022-05-03&amp;country=GTM"' in past or (
        'href="/compare/?as_of=2022-05-03&country=GTM"' in past
    )
    assert chosen(client.get("/compare/?country=GTM")) == ["GTM"]


def test_before_anything_was_published_the_page_says_so(seeded, client):
    text = text_of(client.get("/compare/?country=GTM&country=HND&as_of=2021-05-03"))
    assert "No figure for any of these countries had been published by that day" in text


@pytest.mark.parametrize(
    ("query", "words", "kept", "shown"),
    [
        ("", "", [], []),
        ("country=&country=", "", [], []),
        ("country=GTM", "Choose at least one more country to stand beside Guatemala.", ["GTM"], []),
        ("country=ZZZ", "There is no country with the code ZZZ. Choose it by its name below.", [], []),
        ("country=<b>x</b>&country=GTM", "There is no country with the code <b>x</b>.", ["GTM"], []),
        ("country=GTM&country=GTM", "Guatemala: chosen twice, and shown once.", ["GTM"], []),
        (
            "country=GTM&country=gtm&country=HND",
            "Guatemala: chosen twice, and shown once.",
            ["GTM", "HND"],
            ["Guatemala", "Honduras"],
        ),
        (
            "country=GTM&country=XXX&country=HND",
            "There is no country with the code XXX.",
            ["GTM", "HND"],
            ["Guatemala", "Honduras"],
        ),
        (
            f"{FOUR}&country=PAN&country=CRI",
            "Left out: Panama, Costa Rica. Choose one of them in another's place.",
            ["GTM", "HND", "SLV", "MEX"],
            ["Guatemala", "Honduras", "El Salvador", "Mexico"],
        ),
    ],
)
def test_a_choice_that_makes_no_sense_is_answered_and_the_rest_is_kept(seeded, client, query, words, kept, shown):
    response = client.get(f"/compare/?{query}")
    assert response.status_code == 200
    assert words in unescape(text_of(response))
    assert b"<b>x" not in response.content
    assert chosen(response) == kept
    assert headings(response) == shown
    assert ("There is no country" in text_of(response)) == ("There is no country" in words)


@pytest.mark.parametrize("page", ["0", "x", "9"])
def test_a_page_that_there_is_not_is_not_found(seeded, client, page):
    assert client.get(f"/compare/?{FOUR}&page={page}").status_code == 404


def test_many_wrong_codes_are_cut_short(db, client):
    response = client.get("/compare/?" + "&".join(f"country={letter * 300}" for letter in "PQRSTUVWXYZ"))
    said = " ".join(lxml.html.fromstring(response.content).xpath("//div[@id='choice-said']//text()"))
    assert "There is no country with the code" in said
    assert "Q" * 40 in said
    assert "Q" * 41 not in said


class TestFiles:
    def test_hold_each_figure_of_the_page_once(self, seeded, client):
        address = f"/compare.csv?{FOUR}"
        rows = rows_of(client.get(address))
        assert len(rows) == len({row["figure_id"] for row in rows})
        shown = set(lxml.html.fromstring(client.get(f"/compare/?{FOUR}").content).xpath("//main//a/@href"))
        linked = {href.split("/")[2] for href in shown if href.startswith("/figures/")}
        assert {row["figure_id"] for row in rows} == linked
        assert 'filename="throughline-compare-GTM-HND-SLV-MEX-' in client.get(address)["Content-Disposition"]

    @pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
    def test_come_in_every_format_as_of_the_day(self, seeded, client, format):
        response = client.get(f"/compare.{format}?{FOUR}&as_of=2022-05-03")
        assert response.status_code == 200
        assert response.getvalue()

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("", "Name at least two countries, such as ?country=GTM&country=HND."),
            ("country=GTM", "Choose at least one more country to stand beside Guatemala."),
            ("country=GTM&country=HND&country=XXX", "There is no country with the code XXX."),
            ("country=GTM&country=HND&country=HND", "Honduras: chosen twice"),
        ],
    )
    def test_are_refused_in_words_where_the_choice_makes_no_sense(self, seeded, client, query, words):
        response = client.get(f"/compare.csv?{query}")
        assert response.status_code == 400
        assert words in unescape(text_of(response))


def test_missing_values_are_told_apart_from_no_figure(db, client):
    indicator = factories.indicator()
    for code, missing in (("GTM", "withheld"), ("HND", "not_applicable"), ("SLV", "not_yet_reported")):
        factories.published(indicator=indicator, countries=(code,), missing=missing, value=None)
    factories.country("MEX")
    response = client.get(f"/compare/?{FOUR}")
    _cells, said = cells_of(response, indicator.slug)
    for text, words in zip(said, ("withheld", "not applicable", "not yet reported", "no figure"), strict=True):
        assert words in text
    assert f"compared-{indicator.slug}" not in response.content.decode()
