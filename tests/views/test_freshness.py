"""ETags and the page cache: quick where nothing changed, never stale."""

import gzip

import pytest
from django.db import connection

from metrics import actions
from metrics.models import Figure
from programs.models import Program
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure():
    return factories.published(value=5_555)


def test_an_unchanged_page_is_not_sent_again(client, figure):
    first = client.get("/countries/GTM/")
    again = client.get("/countries/GTM/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content


def test_a_cached_page_costs_one_query_and_is_the_same(client, figure, django_assert_num_queries):
    first = client.get("/countries/GTM/")
    with django_assert_num_queries(1):
        assert client.get("/countries/GTM/").content == first.content


def test_a_page_is_compressed_for_who_can_read_that_and_the_same(client, figure):
    plain = client.get("/countries/GTM/")
    for _ in range(2):
        packed = client.get("/countries/GTM/", headers={"Accept-Encoding": "br, gzip"})
        assert packed["Content-Encoding"] == "gzip"
        assert packed["Content-Length"] == str(len(packed.content))
        assert gzip.decompress(packed.content) == plain.content
        assert len(packed.content) < len(plain.content) / 2
        assert "Accept-Encoding" in packed["Vary"]
    assert "Content-Encoding" not in plain
    assert "Accept-Encoding" in plain["Vary"]
    conditional = {"If-None-Match": packed["ETag"], "Accept-Encoding": "gzip"}
    assert client.get("/countries/GTM/", headers=conditional).status_code == 304


@pytest.mark.parametrize("address", ["/countries/GTM.csv", "/countries/GTM.pdf", "/revisions.atom"])
def test_what_is_no_page_is_not_compressed(client, figure, address):
    assert "Content-Encoding" not in client.get(address, headers={"Accept-Encoding": "gzip"})


CHANGES = {
    "a publication": lambda figure: factories.published(value=6_666),
    "a correction": lambda figure: factories.correction(of=figure, value=7_777),
    "a withdrawal": lambda figure: actions.withdraw(statement=figure, by=factories.publisher(), reason="Wrong."),
    "a program renamed": lambda figure: Program.objects.update(name="Another name"),
    "plain SQL": lambda figure: connection.cursor().execute("UPDATE programs_program SET summary = 'Changed.'"),
    "a relation": lambda figure: factories.relation(from_figure=factories.published(value=1), to_figure=figure),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_that_readers_can_see_makes_a_new_page(client, figure, change):
    before = client.get("/countries/GTM/")
    change(Figure.objects.get(pk=figure.pk))
    after = client.get("/countries/GTM/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_a_draft_changes_no_page(client, figure):
    before = client.get("/countries/GTM/")
    factories.figure(value=1, indicator=figure.indicator, citation=figure.citation, update=figure.update)
    assert client.get("/countries/GTM/", headers={"If-None-Match": before["ETag"]}).status_code == 304


def test_addresses_days_and_formats_have_their_own_pages(client, figure):
    addresses = (
        "/countries/GTM/",
        "/countries/GTM/?q=x",
        "/countries/GTM/?as_of=2022-05-01",
        "/countries/GTM.csv",
        "/countries/GTM.json",
    )
    assert len({client.get(address)["ETag"] for address in addresses}) == len(addresses)


def test_a_page_that_is_not_found_is_not_kept(client, figure):
    assert client.get("/countries/HND/").status_code == 404
    factories.country("HND")
    assert client.get("/countries/HND/").status_code == 200


def test_the_page_is_the_same_for_everybody(client, figure, client_of):
    anonymous = client.get("/countries/GTM/").content
    assert client_of("superuser").get("/countries/GTM/").content == anonymous
