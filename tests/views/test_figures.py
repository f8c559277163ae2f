"""The list of figures: what the numbers of the overview lead to, and its files."""

import csv
import io
import re

import pytest

from metrics.models import Citation, CitationCheck
from tests import factories as make

from .text import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """Two current figures and the one before them; one is verified, one is found to be wrong, one is late."""
    make.strategy(slug="cmms")
    line = make.line(number=2)
    indicator = make.indicator(program=make.program(line=line), name="Claims heard", frequency="annual")
    other = make.indicator(program=make.program(line=make.line(number=3)), name="Visas issued")
    at = make.instant("2022-04-20")

    def figure(state, **fields):
        made = make.published(citation=make.citation(source=make.source()), at=at, **fields)
        if state:
            CitationCheck.objects.create(
                citation=made.citation, outcome=state, is_state=True, why="asked", checked_at=make.instant("2022-06-01")
            )
            Citation.objects.filter(pk=made.citation_id).update(verification=state)
        return made

    return {
        "before": figure(None, indicator=indicator, period=2019, value=11),
        "verified": figure("verified", indicator=indicator, period=2020, value=22),
        "wrong": figure("wrong_value", indicator=other, countries=("HND",), value=33),
    }


def listed(client, query=""):
    """Names of the story's figures that the page lists, and that its file holds."""
    address = f"?{query}" if query else ""
    shown = re.findall(
        r'class="value" href="/(?:es/)?figures/(\d+)/', client.get(f"/figures/{address}").content.decode()
    )
    rows = csv.DictReader(io.StringIO(client.get(f"/figures.csv{address}").getvalue().decode()))
    assert [row["figure_id"] for row in rows] == shown
    return {int(pk) for pk in shown}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "before verified wrong"),
        ("standing=current", "verified wrong"),
        ("standing=current&check=verified", "verified"),
        ("check=not_archived", "before"),
        ("check=doubted", "wrong"),
        ("check=wrong_value", "wrong"),
        ("due=late", "verified"),
        ("due=late&as_of=2022-05-30", ""),
        ("due=late&as_of=2022-05-31", "verified"),
        ("line=2", "before verified"),
        ("line=2&country=HND", ""),
        ("q=claims", "before verified"),
        ("since=2020-06-01&line=2", "verified"),
        # What makes no sense narrows nothing, and says so.
        ("line=99", "before verified wrong"),
        # Nothing had been checked by then.
        ("check=verified&as_of=2022-05-01", ""),
        ("check=not_archived&as_of=2022-05-01", "before verified wrong"),
        ("as_of=2022-04-19", ""),
    ],
)
def test_the_page_and_its_file_list_what_the_filters_keep(client, story, query, names):
    assert listed(client, query) == {story[name].pk for name in names.split()}


def test_a_filter_that_makes_no_sense_says_so(client, story):
    assert "Select a valid choice" in text_of(client.get("/figures/?line=99&standing=old"))
    assert "Enter a valid date" in text_of(client.get("/figures/?since=yesterday"))


def test_nothing_is_said_in_words(client, story):
    assert "No figure fits these filters" in text_of(client.get("/figures/?q=nothing"))
    assert "No figure had been published by that day" in text_of(client.get("/figures/?as_of=2020-01-01"))
    assert client.get("/figures/?page=7").status_code == 404


def test_each_number_of_the_overview_leads_to_as_many(client, story):
    for day in ("", "2022-05-01"):
        body = client.get(f"/?as_of={day}" if day else "/").content.decode()
        tiles = re.findall(r'href="(/figures/\?[^"]*)"><span class="value__number">(\d+)</span>', body)
        assert len(tiles) == 3
        for address, number in tiles:
            query = address.replace("&amp;", "&").partition("?")[2]
            assert f"as_of={day}" in query or not day
            assert len(listed(client, query)) == int(number), address


def test_the_overview_says_what_verified_means_and_of_how_many(client, story):
    text = text_of(client.get("/"))
    assert "of 2 current figures, 50 %" in text
    assert "the words cited stand in the archived text of the source and say what the figure says" in text
    assert "1 did not pass" in text
    past = text_of(client.get("/?as_of=2022-05-01"))
    assert "of 2 current figures, 0 %" in past
    assert "2 could not be checked: no text archived" in past


def test_what_took_the_place_of_what_stands_on_the_overview_with_both_linked(client, story):
    at = make.instant("2022-07-01")
    new = make.correction(of=story["wrong"], value=44, reason="A digit was lost.", at=at)
    body = client.get("/").content.decode()
    changes = body[body.index('id="changes"') : body.index('id="milestones"')]
    assert re.search(rf'<del><a class="value" href="/figures/{story["wrong"].pk}/">33 people</a></del>', changes)
    assert re.search(rf'<ins><a class="value" href="/figures/{new.pk}/">44 people</a></ins>', changes)
    assert "A digit was lost." in changes
    before = text_of(client.get("/?as_of=2022-06-30"))
    assert "No current figure had been corrected" in before
    assert "44 people" not in before
