"""Files of pages: the columns of the design, the rows of the page, at the page's address with an ending."""

import pytest

from tests import factories

from .rows import rows_of


def test_a_file_follows_the_filters_and_the_day(db, client):
    at = factories.instant("2022-04-20")
    old = factories.published(value=10, at=at)
    factories.published(indicator=factories.indicator(), role="target", value=20, at=at)
    new = factories.correction(of=old, value=11, at=factories.instant("2022-06-01"))
    assert [row["value"] for row in rows_of(client.get("/countries/GTM.csv?role=actual"))] == ["11"]
    then = rows_of(client.get("/countries/GTM.csv?role=actual&as_of=2022-05-01"))
    assert [(row["value"], row["status"]) for row in then] == [("10", "published")]
    assert [row["value"] for row in rows_of(client.get(f"/figures/{new.pk}.csv"))] == ["11"]


@pytest.mark.parametrize(
    "address",
    [
        "/countries/XXX.csv",
        "/lines/99.csv",
        "/programs/x.csv",
        "/indicators/x.csv",
        "/figures/0.csv",
        "/sources/x.csv",
        "/updates/x.csv",
        "/countries/GTM.docx",
    ],
)
def test_a_file_of_nothing_is_a_404(db, client, address):
    assert client.get(address).status_code == 404


def test_a_malformed_day_is_a_400(db, client):
    assert client.get("/figures.csv?as_of=soon").status_code == 400
