"""Every page of the desk: what it costs, what the Content-Security-Policy asks of it, and what is listed first."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from metrics.admin.base import BoundedPaginator
from metrics.models import CurrentFigure, DataVersion, Figure, FigureRelation
from programs.models import Country

from .. import factories
from .pages import ADD, address, messages_of

pytestmark = pytest.mark.django_db

INLINE = re.compile(r"<style|<script(?![^>]*\ssrc=)(?![^>]*application/json)|\sstyle=|\son[a-z]+=|javascript:", re.I)


def registered() -> list[str]:
    return [
        f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for model in admin.site._registry
        if model._meta.app_label in ("programs", "metrics", "auth")
    ]


def test_derived_data_is_not_in_the_admin():
    assert CurrentFigure not in admin.site._registry
    assert DataVersion not in admin.site._registry


@pytest.mark.parametrize("page", registered())
def test_each_list_and_form_opens_and_is_searched_without_inline_code(client_of, page):
    client = client_of("superuser")
    figure = factories.published(countries=("GTM", "HND"))
    factories.relation(from_figure=figure, to_figure=factories.published())
    factories.milestone()
    # A settlement is made on the page of its finding.
    form = f"{page}findings/" if page == "/admin/metrics/settlement/" else f"{page}add/"
    # A job is started where its file is uploaded.
    form = page if page == "/admin/metrics/job/" else form
    # Whether one wants reminders, everybody says for themselves.
    form = f"{page}mine/" if page == "/admin/metrics/reminderchoice/" else form
    for address_ in (page, f"{page}?q=Guatemala", f"{page}?q=1", form):
        response = client.get(address_)
        assert response.status_code == 200, address_
        assert not INLINE.findall(response.content.decode()), address_


@pytest.mark.parametrize("status", ["draft", "submitted", "published"])
@pytest.mark.parametrize("make", [factories.figure, factories.milestone])
def test_each_statement_opens_without_inline_code(client_of, make, status):
    client = client_of("superuser")
    statement = make(status=status)
    pages = [address(statement), address(statement, "withdraw"), address(statement, "history")]
    if status == "published":
        pages.append(f"/admin/metrics/{statement._meta.model_name}/add/?supersedes={statement.pk}")
    for page in [*pages, address(statement.update)]:
        response = client.get(page)
        assert response.status_code == 200, page
        assert not INLINE.findall(response.content.decode()), page


def test_the_form_with_everything_on_it_has_no_inline_code(desk):
    factories.published(indicator=desk.people, value=1000, period=2020)
    factories.published(indicator=desk.people, value=990, period=2021)
    for words in ("more than 1,000 people in 2021", "hundreds of <b>people</b>"):
        response = desk.enter(words, source="", period_start="x")
        assert not INLINE.findall(response.content.decode())
        assert "<b>people" not in response.content.decode()


@pytest.mark.parametrize("query", ["indicator=x", "update=x", "source=x&section=y", "countries=GTM,xx", "program=-1"])
def test_a_damaged_address_opens_the_form(desk, query):
    assert desk.client.get(f"{ADD}?{query}").status_code == 200


def queries_of(client, page) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "noun", ["figure", "milestone", "update", "source", "citation", "figurerelation", "indicator", "erratum"]
)
def test_a_list_costs_the_same_however_long_it_is(client_of, noun):
    client = client_of("superuser")
    page = f"/admin/metrics/{noun}/"

    def fill(times):
        for _ in range(times):
            update = factories.update()
            program = factories.program()
            figure = factories.figure(
                update=update,
                indicator=factories.indicator(program=program),
                group=factories.group(),
                citation=factories.citation(source=factories.source()),
                entered_by=factories.user(),
            )
            factories.relation(from_figure=figure, to_figure=factories.figure(), declared_by=figure.entered_by)
            factories.milestone(update=update, program=program, line=program.line)
            factories.erratum(source=factories.source(), recorded_by=figure.entered_by)

    fill(2)
    few = queries_of(client, page)
    fill(8)
    assert queries_of(client, page) == few


def test_the_figure_form_costs_the_same_however_many_figures_there_are(desk):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            desk.client.post("/admin/metrics/figure/understand/", desk.form())
        return len(captured)

    factories.published(indicator=desk.people, value=990, period=2021)
    cost()
    few = cost()
    for year in range(2000, 2012):
        factories.published(indicator=desk.people, value=1000, period=year)
    assert cost() <= few + 1


def test_counting_stops_at_a_limit(db, monkeypatch):
    monkeypatch.setattr(BoundedPaginator, "LIMIT", 3)
    for code in ("GTM", "HND", "SLV", "MEX", "CRI"):
        factories.country(code)
    paginator = BoundedPaginator(Country.objects.all(), 2)
    assert (paginator.count, paginator.num_pages, paginator.is_cut) == (3, 2, True)


def test_the_desk_lists_first_what_is_used_daily(client_of):
    response = client_of("Administrator").get("/admin/")
    apps = response.context["app_list"]
    assert [app["app_label"] for app in apps] == ["metrics", "programs", "auth", "accounts"]
    assert [model["object_name"] for model in apps[0]["models"]][:4] == ["Update", "Figure", "Milestone", "Source"]


def choices(client, field, term, model="figure", app="metrics", **more) -> list[str]:
    found = client.get(
        "/admin/autocomplete/", {"app_label": app, "model_name": model, "field_name": field, "term": term, **more}
    )
    return [result["text"] for result in found.json()["results"]]


def test_indicators_are_found_by_name_and_program(desk):
    health = factories.program(name="Health")
    factories.indicator(name="Claims paid", program=health)
    assert set(choices(desk.client, "indicator", "claims")) == {
        f"Asylum claims ({desk.people.program})",
        "Claims paid (Health)",
    }
    assert choices(desk.client, "indicator", "claims", program=health.pk) == ["Claims paid (Health)"]
    assert choices(desk.client, "indicator", "health") == ["Claims paid (Health)"]
    assert len(choices(desk.client, "indicator", "claims", program="x")) == 2


@pytest.mark.parametrize("term", ["guatemala", "GTM", "gtm"])
def test_countries_are_found_by_name_and_code(desk, term):
    assert choices(desk.client, "countries", term) == ["Guatemala"]


def test_figures_are_found_by_country_and_number(client_of):
    client = client_of("Viewer")
    figure = factories.figure(countries=("GTM", "HND"))
    other = factories.figure(countries=("MEX",))
    for term, found in (("Honduras", figure), ("MEX", other), (str(other.pk), other), (str(figure.indicator), figure)):
        response = client.get("/admin/metrics/figure/", {"q": term})
        assert found in response.context["cl"].result_list, term
    assert f"no. {figure.pk}" in choices(client_of("Editor"), "from_figure", str(figure.pk), "figurerelation")[0]


def test_every_word_of_a_search_counts(client_of):
    client = client_of("Viewer")
    asylum = factories.indicator(name="Asylum claims")
    found = factories.figure(indicator=asylum, countries=("CRI",))
    factories.figure(indicator=asylum, countries=("MEX",))
    for term in ("asylum CRI", '"Asylum claims" CRI', "Costa Rica"):
        assert list(client.get("/admin/metrics/figure/", {"q": term}).context["cl"].result_list) == [found], term


def test_figures_are_narrowed_to_a_year(client_of):
    this = timezone.now().year
    for number in (this - 30, this - 2, this + 50):
        factories.figure(period=number)
    client = client_of("Viewer")
    for year, found in (
        (this - 2, [this - 2]),
        (this + 1, [this + 50]),
        (this - 10, [this - 30]),
        ("x", [this + 50, this - 2, this - 30]),
    ):
        listed = client.get("/admin/metrics/figure/", {"year": year}).context["cl"].result_list
        assert [figure.period_end.year for figure in listed] == found, year


# --- Relations -------------------------------------------------------------------------------------------------------


def test_who_declared_a_relation_is_set(client, editor):
    client.force_login(editor)
    part, whole = factories.figure(), factories.figure()
    sent = {"from_figure": part.pk, "kind": "component_of", "to_figure": whole.pk, "note": ""}
    assert client.post("/admin/metrics/figurerelation/add/", sent).status_code == 302
    relation = FigureRelation.objects.get()
    assert relation.declared_by == editor
    assert client.post(address(relation, "delete"), {"post": "yes"}).status_code == 403, "editors delete no relations"


def test_a_relation_between_published_figures_is_ended_not_deleted(client_of):
    relation = factories.relation(from_figure=factories.published(), to_figure=factories.published())
    client = client_of("Administrator")
    assert client.post(address(relation, "delete"), {"post": "yes"}).status_code == 403
    response = client.post(
        "/admin/metrics/figurerelation/",
        {"action": "delete_selected", "_selected_action": [relation.pk], "post": "yes"},
        follow=True,
    )
    assert "open and end them" in messages_of(response)
    assert "End this relation" in client.get(address(relation)).content.decode()
    assert client.get(address(relation, "end")).status_code == 405
    client.post(address(relation, "end"))
    relation.refresh_from_db()
    assert relation.ended_at
    assert relation.ended_by
    assert "End this relation" not in client.get(address(relation)).content.decode()


def test_a_viewer_ends_no_relation(client_of):
    relation = factories.relation(from_figure=factories.published(), to_figure=factories.published())
    assert client_of("Viewer").post(address(relation, "end")).status_code == 403


def test_a_draft_that_others_rest_on_is_not_deleted(client_of):
    figure = factories.figure()
    factories.relation(from_figure=figure, to_figure=factories.figure())
    client_of("Administrator").post(address(figure, "delete"), {"post": "yes"})
    assert Figure.objects.filter(pk=figure.pk).exists()
