"""The frame of the pages, the macros and the error pages, without any data."""

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace

import django_tables2 as tables
import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory
from markupsafe import Markup

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(
    path
    for app in ("config", "metrics", "programs")
    for folder in ("jinja2", "templates")
    for path in (ROOT / app / folder).rglob("*.html")
)
ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


def render(source, **context):
    return engines["jinja2"].from_string(source).render(context)


def get(address):
    request = RequestFactory().get(address)
    request.request_id = "0123456789ab"
    return request


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
class TestEveryTemplate:
    def test_has_no_inline_script_or_style(self, path):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text)
        assert not re.search(r"<script(?![^>]*\bsrc=)", text)

    def test_loads_nothing_from_another_host(self, path):
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", path.read_text(encoding="utf-8"))

    def test_uses_only_icons_that_are_vendored(self, path):
        icons = (ROOT / "config/static/vendor/icons.txt").read_text(encoding="utf-8").split()
        used = re.findall(r"""\bicon\(\s*"([a-z_]+)\"""", path.read_text(encoding="utf-8"))
        assert set(used) <= set(icons)


class TestErrorPages:
    @pytest.mark.parametrize("name", ERROR_PAGES)
    def test_needs_neither_request_nor_context(self, name):
        page = engines["jinja2"].get_template(name).render()
        assert "<h1>" in page
        assert "What to do next" in page

    @pytest.mark.parametrize("name", ERROR_PAGES)
    def test_shows_the_request_id(self, name):
        page = engines["jinja2"].get_template(name).render({}, get("/"))
        assert "<code>0123456789ab</code>" in page

    def test_an_unknown_address_gets_a_page_with_the_id_of_its_log_line(self, client):
        response = client.get("/no-such-page/")
        assert response.status_code == 404
        assert response["X-Request-Id"] in response.content.decode()
        assert "Resolver404" not in response.content.decode()

    def test_an_unknown_host_gets_a_page(self, client):
        response = client.get("/", headers={"host": "not a host"})
        assert response.status_code == 400
        assert b"What to do next" in response.content

    def test_a_404_says_in_our_words_what_is_not_there(self):
        page = (
            engines["jinja2"]
            .get_template("404.html")
            .render({"exception": "No country has the code <XYZ>."}, get("/countries/XYZ/"))
        )
        assert "No country has the code &lt;XYZ&gt;." in page


class TestBase:
    def page(self, address="/countries/GTM/", **page):
        return render('{% extends "base.html" %}', request=get(address), page=SimpleNamespace(**page))

    def test_a_page_of_today_has_no_banner(self):
        assert "as-of-banner" not in self.page(as_of=None, is_past=False)

    def test_a_past_page_says_so_and_leads_back(self):
        html = self.page("/countries/GTM/?as_of=2022-05-03&sort=-value&page=2", as_of=dt.date(2022, 5, 3), is_past=True)
        assert "As of May 3, 2022" in html
        assert 'href="/countries/GTM/?sort=-value"' in html
        assert '<link rel="canonical" href="http://testserver/countries/GTM/?as_of=2022-05-03">' in html

    def test_the_as_of_form_keeps_what_else_was_asked(self):
        html = self.page("/countries/GTM/?role=target&role=actual&page=2", as_of=None, is_past=False)
        assert html.count('<input type="hidden" name="role"') == 2
        assert '<input type="hidden" name="page"' not in html

    def test_the_navigation_marks_where_the_reader_is(self):
        assert 'href="/countries/" aria-current="true"' in self.page(as_of=None, is_past=False)
        assert 'href="/" aria-current="page"' in self.page("/", as_of=None, is_past=False)

    def test_a_page_loads_no_script(self):
        assert "<script" not in self.page(as_of=None, is_past=False)


class TestMacros:
    def test_with_query_changes_and_removes_parameters(self):
        source = '{% from "macros/layout.html" import with_query %}{{ with_query(get, sort="-value", page=none) }}'
        assert render(source, get=QueryDict("page=3&q=a%26b")) == "?q=a%26b&amp;sort=-value"

    def test_progress_stands_beside_its_words(self):
        html = render('{% from "macros/figures.html" import progress %}{{ progress(28.8, "<28.8>", "less_than") }}')
        assert "<strong>&lt;28.8&gt;</strong>" in html
        assert 'stroke-dasharray="3 2"' in html
        assert html.count("<svg ") == 1

    @pytest.mark.parametrize("kind", ["joint", "group", "global", "derived", "normal", "deprecated", "finding"])
    def test_a_badge_has_a_word(self, kind):
        html = render('{% from "macros/figures.html" import badge %}{{ badge(kind) }}', kind=kind)
        assert re.fullmatch(rf'<span class="badge badge--{kind}">[A-Z][a-z ]+</span>', html)

    def test_text_is_escaped(self):
        html = render('{% from "macros/figures.html" import figure_value %}{{ figure_value("<b>") }}')
        assert "&lt;b&gt;" in html


class Table(tables.Table):
    """The least that render_table asks of a table."""

    name = tables.Column()
    value = tables.Column(attrs={"th": {"class": "num"}})
    place = tables.Column(orderable=False)

    def rows_for_page(self):
        return list(self.page.object_list.data)

    @property
    def cells(self):
        return [
            SimpleNamespace(attrs=Markup(""), html=lambda row, name=column.name: row[name]) for column in self.columns
        ]


class TestRenderTable:
    def html(self, address, count=30):
        request = get(address)
        table = Table([{"name": f"<{n}>", "value": n, "place": "GTM"} for n in range(count)])
        tables.RequestConfig(request, paginate={"per_page": 10}).configure(table)
        return render(
            '{% from "macros/table.html" import render_table %}'
            '{{ render_table(table, request, "Figures", empty="None") }}',
            table=table,
            request=request,
        )

    def test_the_sorted_column_says_so(self):
        html = self.html("/x/?sort=-value")
        assert html.count("aria-sort") == 1
        assert re.search(r'<th scope="col" class="[^"]*num[^"]*" aria-sort="descending">', html)

    def test_sorting_anew_starts_at_the_first_page(self):
        html = self.html("/x/?sort=-value&page=2&role=target")
        assert 'href="/x/?sort=name&amp;role=target"' in html

    def test_a_column_that_is_not_sortable_has_no_link(self):
        assert re.search(r'<th scope="col"[^>]*>Place</th>', self.html("/x/"))

    def test_pages_are_linked_and_the_current_one_is_marked(self):
        html = self.html("/x/?page=2")
        assert 'aria-current="page" aria-label="Page 2"' in html
        assert "11–20 of 30" in html

    def test_one_page_has_no_pagination(self):
        assert "usa-pagination" not in self.html("/x/", count=3)

    def test_an_empty_table_gives_way_to_what_to_do_next(self):
        assert self.html("/x/", count=0).strip() == "None"

    def test_cells_are_escaped(self):
        assert "&lt;0&gt;" in self.html("/x/")

    def test_long_ranges_of_pages_are_elided(self):
        page = Paginator(range(1000), 10).page(50)
        html = render(
            '{% from "macros/table.html" import pagination %}{{ pagination(page, request) }}',
            page=page,
            request=get("/x/"),
        )
        assert html.count("usa-pagination__overflow") == 2
