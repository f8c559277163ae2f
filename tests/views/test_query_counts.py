"""Every page's committed number of queries, whatever the number of figures and the role."""

import pytest
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat

from metrics import actions, searching
from metrics.models import Figure, Indicator, Source, Update
from metrics.recording import recorded
from programs.models import CountryGroup, LineOfAction, Organization, Program, Strategy
from tests import factories
from tests.budgets import assert_query_budget

PAGES = {
    "overview": "/",
    "countries": "/countries/",
    "country": "/countries/GTM/",
    "country, past": "/countries/GTM/?as_of=2022-05-01",
    "country.csv, past": "/countries/GTM.csv?as_of=2022-05-01",
    "overview, past": "/?as_of=2022-05-01",
    "line, past": "/lines/1/?as_of=2022-05-01",
    "program, past": "/programs/program/?as_of=2022-05-01",
    "indicator, past": "/indicators/indicator/?as_of=2022-05-01",
    "figure, past": "/figures/{pk}/?as_of=2022-05-01",
    "source, past": "/sources/source/?as_of=2022-05-01",
    "update, past": "/updates/update/?as_of=2022-05-01",
    "findings, past": "/findings/?as_of=2022-05-01",
    "search": "/search/?q=indicator",
    "search, number": "/search/?q=more than 1,000 people",
    "search, slips": "/search/?q=indicatr 10",
    "search, past": "/search/?q=indicator&as_of=2022-05-01",
    "search, kind": "/search/?q=indicator&kind=indicator",
    "search.csv": "/search.csv?q=10",
    "revisions": "/revisions/",
    "revisions, filtered": "/revisions/?country=GTM&kind=corrected",
    "revisions.atom": "/revisions.atom",
    "changes": "/countries/GTM/changes/",
    "changes, none": "/countries/GTM/changes/?from=2023-01-01",
    "changes, past": "/countries/GTM/changes/?as_of=2022-05-01",
    "changes.csv": "/countries/GTM/changes.csv",
    "country, filtered": "/countries/GTM/?role=actual",
    "country.csv": "/countries/GTM.csv",
    "country.pdf": "/countries/GTM.pdf",
    "country.pdf, past": "/countries/GTM.pdf?as_of=2022-05-01",
    "comparison": "/compare/?country=GTM&country=HND",
    "comparison, one": "/compare/?country=GTM",
    "comparison, past": "/compare/?country=GTM&country=HND&as_of=2022-05-01",
    "comparison.csv": "/compare.csv?country=GTM&country=HND",
    "embed, figure": "/embed/figures/{pk}/",
    "embed, figure, past": "/embed/figures/{pk}/?as_of=2022-05-01",
    "embed, parts": "/embed/figures/{pk}/parts/",
    "embed, map": "/embed/map/",
    "embed, country": "/embed/countries/GTM/money/",
    "embed, lines": "/embed/lines/money/",
    "embed, line": "/embed/lines/1/money/",
    "embed, organization": "/embed/organizations/agency/money/",
    "embed, series": "/embed/indicators/indicator/series/",
    "organizations": "/organizations/",
    "organization": "/organizations/agency/",
    "organization, past": "/organizations/agency/?as_of=2022-05-01",
    "organization, none": "/organizations/idle/",
    "organization.csv": "/organizations/agency.csv",
    "lines": "/lines/",
    "line": "/lines/1/",
    "line.json": "/lines/1.json",
    "program": "/programs/program/",
    "indicator": "/indicators/indicator/",
    "figure": "/figures/{pk}/",
    "figure.bib": "/figures/{pk}.bib",
    "figure.pdf": "/figures/{pk}.pdf",
    "sources": "/sources/",
    "source": "/sources/source/",
    "updates": "/updates/",
    "update": "/updates/update/",
    "update.csv": "/updates/update.csv",
    "findings": "/findings/",
    "figures": "/figures/",
    "figures, filtered": "/figures/?standing=current&check=verified&due=late&line=1&country=GTM&as_of=2022-05-01",
    "figures.csv": "/figures.csv",
}


def many_figures():
    """Figures of one program and source with parts, shares, targets and milestones; a corrected rival of the first."""
    at = factories.instant("2022-04-20")
    factories.strategy(slug="cmms")
    program = factories.program(slug="program", countries=("GTM", "HND"))
    agency = factories.organization(slug="agency")
    for role in ("funder", "implementer"):
        factories.participation(program=program, organization=agency, role=role)
    factories.participation(program=program)
    factories.organization(slug="idle")
    source = factories.source(slug="source")
    common = {"update": factories.update(slug="update"), "citation": factories.citation(source=source), "at": at}
    first = factories.indicator(program=program, slug="indicator")
    drafts = [factories.figure(indicator=first, value=1000, status="submitted", **common)]
    for number in range(30):
        indicator = factories.indicator(program=program)
        places = ("GTM",) if number % 2 else ("GTM", "HND")
        drafts += [
            factories.figure(indicator=indicator, value=10, countries=places, status="submitted", **common),
            factories.figure(indicator=indicator, value=20, role="target", status="submitted", **common),
        ]
        drafts.append(factories.milestone(program=program, status="submitted", **common))
    dollars = factories.indicator(program=program, unit=factories.unit(code="USD"))
    drafts.append(factories.figure(indicator=dollars, value=30, status="submitted", **common))
    actions.publish(statements=drafts, by=factories.publisher(), at=at)
    parts = [draft for draft in drafts if isinstance(draft, Figure) and draft.value == 10]
    for number, part in enumerate(parts):
        kind = "component_of" if number % 3 else "share_of"
        factories.relation(from_figure=part, to_figure=drafts[0], kind=kind, declared_at=at)
    both = factories.group(members=("GTM", "HND"))
    factories.published(indicator=first, coverage="group", group=both, countries=(), value=3, **common)
    rival = factories.published(indicator=first, value=1001, rank="normal", **common)
    factories.correction(of=rival, value=1002, at=factories.instant("2022-04-25"))
    with recorded(at=factories.instant("2022-05-10")):
        for model in (Program, Indicator, CountryGroup, Organization, LineOfAction, Strategy):
            model.objects.update(name=Concat("name", Value(", renamed")))
        for model in (Source, Update):
            model.objects.update(title=Concat("title", Value(", renamed")))
        Program.objects.get(slug="program").countries.set(["GTM"])
    searching.refresh()
    return drafts[0]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield many_figures()
        transaction.set_rollback(True)


@pytest.fixture
def figures(made, db):
    return made


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_no_more_queries_than_committed(figures, client, client_of, name):
    address = PAGES[name].format(pk=figures.pk)
    assert_query_budget(name, client, address)
    assert_query_budget(name, client_of("superuser"), address)
