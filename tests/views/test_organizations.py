"""Organizations: what each funds and implements and where, now and then, and nothing that no source says of it."""

import csv
import io

import pytest

from metrics.models import Source
from metrics.recording import recorded
from metrics.reports import organizations
from programs.models import Organization, Participation
from tests import factories

from .text import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return factories.organization(slug="agency", name="Orchard Agency", acronym="OA", country=factories.country("USA"))


@pytest.fixture
def program(agency):
    made = factories.program(slug="orchards", name="Orchards", countries=("GTM", "HND"))
    factories.participation(program=made, organization=agency, role="funder")
    return made


def page(client, address="/organizations/agency/"):
    return text_of(client.get(address))


def test_the_list_counts_programs_by_role(client, agency, program):
    factories.participation(program=program, organization=agency, role="implementer")
    factories.participation(program=factories.program(), organization=agency, role="funder")
    (line,) = organizations.organizations()
    assert (line.funds, line.implements, line.partners, line.hosts) == (2, 1, 0, 0)
    assert "Orchard Agency" in page(client, "/organizations/")
    assert client.get("/organizations/?sort=-funds").status_code == 200


def test_what_it_funds_and_where(client, agency, program):
    text = page(client)
    assert "Orchard Agency OA" in text
    assert "Funds 1 program Orchards" in text
    assert "Guatemala , Honduras" in text
    assert "Implements" not in text


def test_one_of_two_roles_in_a_program_names_it_in_each_and_its_figures_once(client, agency, program):
    factories.participation(program=program, organization=agency, role="host")
    factories.published(indicator=factories.indicator(program=program), value=777)
    response = client.get("/organizations/agency/")
    text = text_of(response)
    assert "Funds 1 program" in text
    assert "Hosts 1 program" in text
    assert text.count("777 people") == 1


def test_money_is_of_programs_that_it_funds_and_says_who_else_does(client, agency, program):
    dollars = factories.unit(code="USD", singular="U.S. dollar", plural="U.S. dollars")
    factories.participation(program=program, organization=factories.organization(acronym="OTHER"), role="funder")
    factories.published(indicator=factories.indicator(program=program, unit=dollars), value=5_000_000)
    hosted = factories.program()
    factories.participation(program=hosted, organization=agency, role="host")
    factories.published(indicator=factories.indicator(program=hosted, unit=dollars), value=9_000_000)
    report = organizations.report("agency", None)
    assert [int(amount.row.value) for amount in report.money.amounts] == [5_000_000]
    assert sorted(report.money.amounts[0].funders) == ["OA", "OTHER"]
    response = client.get("/organizations/agency/").content.decode()
    assert "nothing is divided among them" in response
    assert "Funded by OA, OTHER" in response


def test_sources_are_those_that_it_published_by_its_whole_name(agency):
    factories.source(slug="own", publisher="orchard agency")
    factories.source(slug="by-acronym", publisher="OA")
    factories.source(slug="written", authors="Someone, Else\nOrchard Agency")
    factories.source(slug="other", publisher="Orchard Agency Friends", authors="The OA fan club")
    factories.source(slug="nobody")
    assert {source.slug for source in organizations.report("agency", None).sources} == {"own", "by-acronym", "written"}
    assert Source.objects.count() == 5


def test_one_without_programs_says_so(client, agency):
    assert "No program names this organization" in page(client)
    assert ".csv" not in client.get("/organizations/agency/").content.decode()


def test_past_days_have_the_roles_and_names_of_then(client, agency, program):
    with recorded(at=factories.instant("2022-05-10")):
        Organization.objects.filter(pk=agency.pk).update(name="Vineyard Agency")
        Participation.objects.filter(organization=agency).update(role="implementer")
    with recorded(at=factories.instant("2022-06-10")):
        Participation.objects.filter(organization=agency).delete()
    then, between, now = (page(client, f"/organizations/agency/{query}") for query in PAST)
    assert "Orchard Agency" in then
    assert "Funds 1 program" in then
    assert "Vineyard Agency" in between
    assert "Implements 1 program" in between
    assert "No program names this organization" in now


PAST = ("?as_of=2022-05-09", "?as_of=2022-05-11", "")


def test_drafts_are_not_seen(client, agency, program):
    factories.figure(indicator=factories.indicator(program=program), value=424_242)
    assert "424,242" not in page(client)


def test_programs_link_to_it_and_keep_the_day(client, program):
    body = client.get("/programs/orchards/?as_of=2022-05-01").content.decode()
    assert 'href="/organizations/agency/?as_of=2022-05-01"' in body
    assert 'href="/es/organizations/agency/"' in client.get("/es/programs/orchards/").content.decode()


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_files_hold_the_figures_of_the_page(client, program, format):
    figure = factories.published(indicator=factories.indicator(program=program), value=777)
    factories.published(indicator=factories.indicator(program=factories.program()), value=888)
    assert f"/organizations/agency.{format}" in client.get("/organizations/agency/").content.decode()
    content = client.get(f"/organizations/agency.{format}").getvalue()
    if format == "csv":
        (row,) = csv.DictReader(io.StringIO(content.decode()))
        assert row["figure_id"] == str(figure.pk)
    assert content
    assert client.get(f"/organizations/none.{format}").status_code == 404


def test_names_are_escaped(client, agency, program):
    Organization.objects.update(name="<script>alert(1)</script>", acronym="<b>")
    for address in ("/organizations/", "/organizations/agency/", "/programs/orchards/"):
        body = client.get(address).content.decode()
        assert "<script>alert" not in body
        assert "<b>" not in body
