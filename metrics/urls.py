"""Addresses of readers' pages. A page's files stand at its own address with an ending.

`urlpatterns` are pages and what else is written for people, in every language (config/languages.py). `files` are for
machines: codes and numbers, the same in every language.
"""

from django.urls import path, re_path, register_converter

from . import comparison_views, embed_views, organization_views, revision_views, search_views, views
from . import files as file_views


class FormatConverter:
    regex = "csv|xlsx|json"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(FormatConverter, "format")

urlpatterns = [
    path("", views.overview_page, name="overview"),
    path("countries/", views.countries, name="countries"),
    re_path(r"^countries/(?P<code>[A-Za-z]+)/$", views.country, name="country"),
    re_path(r"^countries/(?P<code>[A-Z]+)\.pdf$", file_views.country_pdf, name="country_brief"),
    re_path(r"^countries/(?P<code>[A-Z]+)/changes/$", revision_views.country_changes, name="country_changes"),
    path("compare/", comparison_views.comparison_page, name="comparison"),
    path("lines/", views.lines, name="lines"),
    path("lines/<int:number>/", views.line, name="line"),
    path("organizations/", organization_views.organizations_page, name="organizations"),
    path("organizations/<slug:slug>/", organization_views.organization, name="organization"),
    path("programs/<slug:slug>/", views.program, name="program"),
    path("indicators/<slug:slug>/", views.indicator_page, name="indicator"),
    path("figures/", views.figures_page, name="figures"),
    path("figures/<int:pk>/", views.figure, name="figure"),
    path("figures/<int:pk>.pdf", file_views.figure_pack, name="figure_pack"),
    path("sources/", views.sources_page, name="sources"),
    path("sources/<slug:slug>/", views.source, name="source"),
    path("sources/<slug:slug>/versions/", views.source_versions, name="source_versions"),
    path("updates/", views.updates, name="updates"),
    path("updates/<slug:slug>/", views.update, name="update"),
    path("search/", search_views.search_page, name="search"),
    path("revisions/", revision_views.revisions_page, name="revisions"),
    path("revisions.atom", revision_views.revisions_feed, name="revisions_feed"),
    path("findings/", views.findings_page, name="findings"),
    re_path(r"^findings/(?P<key>[0-9a-f]{16})/$", views.finding_page, name="finding"),
    # For other sites to frame. A chart stands at the address of its page.
    path("embed/figures/<int:pk>/", embed_views.figure, name="embed_figure"),
    path("embed/figures/<int:pk>/parts/", embed_views.figure_parts, name="embed_figure_parts"),
    path("embed/indicators/<slug:slug>/series/", embed_views.indicator_series, name="embed_series"),
    path("embed/indicators/<slug:slug>/places/", embed_views.indicator_comparison, name="embed_places"),
    path("embed/compare/<slug:slug>/", embed_views.countries_compared, name="embed_comparison"),
    re_path(r"^embed/countries/(?P<code>[A-Z]+)/money/$", embed_views.country_money, name="embed_country_money"),
    path("embed/lines/money/", embed_views.lines_money, name="embed_lines_money"),
    path("embed/lines/<int:number>/money/", embed_views.line_money, name="embed_line_money"),
    path("embed/organizations/<slug:slug>/money/", embed_views.organization_money, name="embed_organization_money"),
    path("embed/map/", embed_views.region, name="embed_map"),
]

files = [
    path("figures.<format:format>", file_views.figures_file, name="figures_file"),
    re_path(
        r"^countries/(?P<code>[A-Za-z]+)\.(?P<format>csv|xlsx|json)$", file_views.country_file, name="country_file"
    ),
    re_path(
        r"^countries/(?P<code>[A-Z]+)/changes\.csv$", revision_views.country_changes_file, name="country_changes_file"
    ),
    re_path(
        r"^(?P<name>countries|organizations|sources|updates)\.(?P<format>csv|json)$",
        file_views.list_file,
        name="list_file",
    ),
    path("compare.<format:format>", comparison_views.comparison_file, name="comparison_file"),
    path("search.<format:format>", search_views.search_file, name="search_file"),
    path("lines/<int:number>.<format:format>", file_views.line_file, name="line_file"),
    path("organizations/<slug:slug>.<format:format>", organization_views.organization_file, name="organization_file"),
    path("programs/<slug:slug>.<format:format>", file_views.program_file, name="program_file"),
    path("indicators/<slug:slug>.<format:format>", file_views.indicator_file, name="indicator_file"),
    path("figures/<int:pk>.<format:format>", file_views.figure_file, name="figure_file"),
    re_path(
        r"^figures/(?P<pk>[0-9]+)\.(?P<format>bib|ris|csl\.json)$", file_views.figure_citation, name="figure_citation"
    ),
    path("sources/<slug:slug>.<format:format>", file_views.source_file, name="source_file"),
    path("updates/<slug:slug>.<format:format>", file_views.update_file, name="update_file"),
    re_path(r"^findings\.(?P<format>csv|json)$", file_views.findings_file, name="findings_file"),
]
