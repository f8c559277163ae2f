"""The pages and files of findings, and what other pages say of them."""

import csv
import io
import json
import re

import pytest
from django.core.cache import caches

from metrics import actions
from metrics.findings import keeping
from metrics.models import FindingRecord, Indicator
from metrics.reports import country as country_reports
from metrics.reports import findings as reports
from tests import factories
from tests.budgets import assert_query_budget
from tests.factories import NORTHERN, instant, published, relation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_pages_of_other_tests():
    """What a test changes is undone, and the data version with it: the same version may stand for other data."""
    caches["pages"].clear()


@pytest.fixture
def joint():
    """An error that concerns the three northern countries, of line 7."""
    factories.strategy(slug="cmms")
    line = factories.line(number=7)
    indicator = factories.indicator(program=factories.program(line=line))
    single = published(indicator=indicator, value=500, at=instant("2022-04-20"))
    published(indicator=indicator, value=90, countries=NORTHERN, at=instant("2022-04-20"))
    published(value=0, countries=("MEX",), at=instant("2022-04-20"))
    return single


def body(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def titles(client, query=""):
    page = body(client, f"/findings/{query}")
    return [rule.id for rule in reports.RULES if f">{rule.title}</a>" in page]


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ("", ["single-over-joint", "zero"]),
        ("?country=SLV", ["single-over-joint"]),
        ("?country=MEX", ["zero"]),
        ("?country=PAN", []),
        ("?line=7", ["single-over-joint", "zero"]),
        ("?rule=zero", ["zero"]),
        ("?severity=error", ["single-over-joint"]),
        ("?state=settled", []),
        ("?state=unsettled", ["single-over-joint", "zero"]),
        ("?state=reopened", []),
        ("?as_of=2022-04-19", []),
        ("?as_of=2022-04-20&severity=notice", ["zero"]),
        ("?severity=magic", ["single-over-joint", "zero"]),
    ],
)
def test_filters(joint, client, query, rules):
    factories.country("PAN")
    assert titles(client, query) == rules


def test_settled_ones_are_folded_with_what_was_said(joint, client):
    found = FindingRecord.objects.get(rule="zero")
    factories.settlement(of=found, note="None came that year.", settled_at=instant("2022-05-01"))
    page = body(client, "/findings/")
    fold = page.index("1 that a person has settled")
    assert page.index("One country has more than all together</a>") < fold
    assert page.index("None came that year.") > fold
    assert "Explained:" in page
    assert "May 1, 2022" in page
    assert titles(client, "?state=settled") == ["zero"]
    assert titles(client, "?state=unsettled") == ["single-over-joint"]


def test_a_finding_has_a_page_with_its_figures_side_by_side(joint, client):
    found = FindingRecord.objects.get(rule="single-over-joint")
    page = body(client, f"/findings/{found.key}/")
    for words in ("500 people", "90 people", "Side by side", "Update › Guatemala", "“100 people”", "2021"):
        assert words in page
    assert f'href="/figures/{joint.pk}/"' in page
    assert f'href="/admin/metrics/settlement/findings/{found.key}/"' in page


def test_its_page_names_the_relations_between_its_figures(client):
    whole, part = published(value=100), published(value=300)
    relation(from_figure=part, to_figure=whole, kind="subset_of", note="As the source says.")
    keeping.refresh()
    page = body(client, f"/findings/{FindingRecord.objects.get().key}/")
    assert "lies within" in page
    assert "As the source says." in page


def test_a_past_page_offers_nothing_to_settle(joint, client):
    found = FindingRecord.objects.get(rule="zero")
    assert (
        "/admin/" not in body(client, f"/findings/{found.key}/?as_of=2022-04-20").split("<main")[1].split("</main")[0]
    )


def test_a_finding_that_is_gone_keeps_its_page(joint, client):
    found = FindingRecord.objects.get(rule="single-over-joint")
    actions.withdraw(statement=joint, by=factories.publisher(), reason="Misread.", at=instant("2022-06-01"))
    page = body(client, f"/findings/{found.key}/")
    assert "No rule finds this any more" in page
    assert "June 1, 2022" in page
    assert "No rule finds" not in body(client, f"/findings/{found.key}/?as_of=2022-05-31")
    assert client.get(f"/findings/{found.key}/?as_of=2022-04-19").status_code == 404


@pytest.mark.parametrize(
    "address", ["/findings/0123456789abcdef/", "/findings/xyz/", "/findings/?page=2", "/findings/?page=x"]
)
def test_what_is_not_there_is_a_404(joint, client, address):
    assert client.get(address).status_code == 404


def test_pages_follow_one_another_without_gap_or_repetition(client, monkeypatch):
    monkeypatch.setattr(reports, "PER_PAGE", 3)
    indicator = factories.indicator()
    for year in range(2010, 2018):
        published(indicator=indicator, value=0, period=year)
    pages = [reports.report(None, page=number).findings for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [3, 3, 2]
    keys = [finding.key for page in pages for finding in page]
    assert len(set(keys)) == 8
    assert keys == [row.key for row in reports.every_row(None)]
    assert reports.report(None, page=4) is None
    assert "page 2 of 3" in body(client, "/findings/?page=2")


def test_other_pages_say_how_many_wait(joint, client):
    overview = body(client, "/")
    assert re.search(r'href="/findings/\?state=unsettled"><span class="value__number">2<', overview)
    country = body(client, "/countries/SLV/")
    assert "1 open finding" in country
    assert 'href="/findings/?country=SLV&amp;state=unsettled"' in country
    assert "open finding" not in body(client, "/countries/SLV/?as_of=2022-04-19")
    figure = body(client, f"/figures/{joint.pk}/")
    assert "What does not fit" in figure
    assert FindingRecord.objects.get(rule="single-over-joint").key in figure


def test_a_country_counts_no_further_than_a_hundred(joint, monkeypatch):
    assert country_reports.report("SLV", None).open_findings == 1
    monkeypatch.setattr(reports, "MOST", -1)
    assert country_reports.report("SLV", None).open_findings == 0


def test_a_reader_is_told_that_something_waits(joint, client):
    Indicator.objects.update(frequency="annual")
    assert "have not looked at yet" in body(client, "/findings/")
    keeping.refresh()
    assert "have not looked at yet" not in body(client, "/findings/")


def test_files(joint, client):
    answer = json.loads(client.get("/findings.json?severity=error").getvalue())
    assert answer["as_of"] is None
    (found,) = answer["findings"]
    assert (found["rule"], found["state"], found["settlement"]) == ("single-over-joint", "open", None)
    assert [figure["value"] for figure in found["figures"]] == ["500", "90"]
    factories.settlement(of=FindingRecord.objects.get(rule="zero"), note="=1+1")
    rows = list(csv.DictReader(io.StringIO(client.get("/findings.csv").getvalue().decode(), newline="")))
    assert [row["rule"] for row in rows] == ["single-over-joint", "zero"]
    assert rows[0]["countries"] == "GTM;HND;SLV"
    assert (rows[1]["verdict"], rows[1]["note"]) == ("Explained", "'=1+1")
    assert json.loads(client.get("/findings.json?as_of=2022-04-19").getvalue()) == {
        "as_of": "2022-04-19",
        "findings": [],
    }


def test_queries(joint, client):
    factories.settlement(of=FindingRecord.objects.get(rule="zero"))
    key = FindingRecord.objects.get(rule="single-over-joint").key
    assert_query_budget("finding", client, f"/findings/{key}/")
    assert_query_budget("findings, filtered", client, "/findings/?country=GTM&line=7&state=unsettled")
    assert_query_budget("findings.json", client, "/findings.json")
