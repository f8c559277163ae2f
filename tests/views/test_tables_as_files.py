"""A table is downloaded as it is seen: filtered, in its order, as of its day."""

import csv
import io
import json
import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def rows(client, address) -> list[dict]:
    return list(csv.DictReader(io.StringIO(client.get(address).getvalue().decode())))


@pytest.fixture
def figures():
    indicator = factories.indicator(slug="indicator")
    source = factories.source(slug="source", title="A source")
    at = factories.instant("2022-04-20")
    update = factories.update(slug="update")
    for number, (value, code) in enumerate([(30, "HND"), (10, "SLV"), (20, "GTM"), (40, "HND")]):
        factories.published(
            indicator=indicator,
            value=value,
            countries=(code,),
            period=2015 + number,
            citation=factories.citation(source=source),
            update=update,
            at=at,
        )


@pytest.mark.parametrize("page", ["/indicators/indicator", "/sources/source", "/updates/update"])
@pytest.mark.parametrize(
    "query", ["", "sort=statement", "sort=-statement", "sort=place", "sort=-period", "sort=nonsense"]
)
@pytest.mark.parametrize("more", ["", "&role=actual", "&since=2016-01-01", "&as_of=2022-05-01"])
def test_a_file_of_figures_has_the_rows_of_the_page_in_its_order(client, figures, page, query, more):
    body = client.get(f"{page}/?{query}{more}").content.decode()
    seen = re.findall(r'<a class="value" href="/figures/(\d+)/', body.split('id="table"')[1])
    link = re.search(rf'href="({page}\.csv[^"]*)"', body).group(1).replace("&amp;", "&")
    assert [row["figure_id"] for row in rows(client, link)] == seen
    assert seen


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("countries", {"code": "SLV", "name": "El Salvador", "figures": "1", "shared": "0", "programs": "0"}),
        ("sources", {"slug": "source", "title": "A source", "kind": "Progress update", "figures": "4"}),
        ("updates", {"slug": "update", "published_at": "2022-04-20T12:00:00+00:00"}),
    ],
)
def test_a_list_has_a_file_with_its_rows(client, figures, name, first):
    body = client.get(f"/{name}/").content.decode()
    assert f'"/{name}.csv"' in body
    assert f'"/{name}.json"' in body
    listed = rows(client, f"/{name}.csv")
    assert first.items() <= listed[0].items()
    content = json.loads(client.get(f"/{name}.json?as_of=2022-05-01").content)
    assert content["as_of"] == "2022-05-01"
    assert len(content["rows"]) == len(listed)


def test_a_file_of_a_list_keeps_order_and_day(client, figures):
    factories.organization(name="Beta", slug="beta")
    factories.organization(name="Alpha", slug="alpha", recorded_at=factories.instant("2022-05-10"))
    assert [row["slug"] for row in rows(client, "/organizations.csv?sort=-name")] == ["beta", "alpha"]
    assert [row["slug"] for row in rows(client, "/organizations.csv?as_of=2022-05-01")] == ["beta"]
    assert [row["code"] for row in rows(client, "/countries.csv?sort=-name")] == ["HND", "GTM", "SLV"]
    assert "sort=-name" in client.get("/organizations/?sort=-name").content.decode().split("organizations.csv")[1][:20]


def test_names_that_a_spreadsheet_would_run_are_inert(client):
    factories.organization(name="=1+1", slug="formula")
    assert rows(client, "/organizations.csv")[0]["name"] == "'=1+1"


@pytest.mark.parametrize("address", ["/countries.xlsx", "/lists.csv", "/sources.csv?as_of=yesterday"])
def test_what_there_is_not_is_said(client, address):
    assert client.get(address).status_code in (400, 404)
