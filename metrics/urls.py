"""Addresses of readers' pages. A page's files stand at its own address with an ending.

`urlpatterns` are pages and what else is written for people, in every language (config/languages.py). `files` are for
machines: codes and numbers, the same in every language.
"""

from django.urls import path, re_path, register_converter

from .views import (
    comparison,
    countries,
    embeds,
    figures,
    findings,
    organizations,
    revisions,
    search,
    sources,
    strategy,
)
from .views import files as file_views


class FormatConverter:
    regex = "csv|xlsx|json"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(FormatConverter, "format")

urlpatterns = [
    path("", countries.overview_page, name="overview"),
    path("countries/", countries.countries, name="countries"),
    re_path(r"^countries/(?P<code>[A-Za-z]+)/$", countries.country, name="country"),
    re_path(r"^countries/(?P<code>[A-Z]+)\.pdf$", file_views.country_pdf, name="country_brief"),
    re_path(r"^countries/(?P<code>[A-Z]+)/changes/$", revisions.country_changes, name="country_changes"),
    path("compare/", comparison.comparison_page, name="comparison"),
    path("lines/", strategy.lines, name="lines"),
    path("lines/<int:number>/", strategy.line, name="line"),
    path("organizations/", organizations.organizations_page, name="organizations"),
    path("organizations/<slug:slug>/", organizations.organization, name="organization"),
    path("programs/<slug:slug>/", strategy.program, name="program"),
    path("indicators/<slug:slug>/", strategy.indicator_page, name="indicator"),
    path("figures/", figures.figures_page, name="figures"),
    path("figures/<int:pk>/", figures.figure, name="figure"),
    path("figures/<int:pk>.pdf", file_views.figure_pack, name="figure_pack"),
    path("sources/", sources.sources_page, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("sources/<slug:slug>/versions/", sources.source_versions, name="source_versions"),
    path("updates/", sources.updates, name="updates"),
    path("updates/<slug:slug>/", sources.update, name="update"),
    path("search/", search.search_page, name="search"),
    path("revisions/", revisions.revisions_page, name="revisions"),
    path("revisions.atom", revisions.revisions_feed, name="revisions_feed"),
    path("findings/", findings.findings_page, name="findings"),
    re_path(r"^findings/(?P<key>[0-9a-f]{16})/$", findings.finding_page, name="finding"),
    # For other sites to frame. A chart stands at the address of its page.
    path("embed/figures/<int:pk>/", embeds.figure, name="embed_figure"),
    path("embed/figures/<int:pk>/parts/", embeds.figure_parts, name="embed_figure_parts"),
    path("embed/indicators/<slug:slug>/series/", embeds.indicator_series, name="embed_series"),
    path("embed/indicators/<slug:slug>/places/", embeds.indicator_comparison, name="embed_places"),
    path("embed/compare/<slug:slug>/", embeds.countries_compared, name="embed_comparison"),
    re_path(r"^embed/countries/(?P<code>[A-Z]+)/money/$", embeds.country_money, name="embed_country_money"),
    path("embed/lines/money/", embeds.lines_money, name="embed_lines_money"),
    path("embed/lines/<int:number>/money/", embeds.line_money, name="embed_line_money"),
    path("embed/organizations/<slug:slug>/money/", embeds.organization_money, name="embed_organization_money"),
    path("embed/map/", embeds.region, name="embed_map"),
]

files = [
    path("figures.<format:format>", file_views.figures_file, name="figures_file"),
    re_path(
        r"^countries/(?P<code>[A-Za-z]+)\.(?P<format>csv|xlsx|json)$", file_views.country_file, name="country_file"
    ),
    re_path(r"^countries/(?P<code>[A-Z]+)/changes\.csv$", revisions.country_changes_file, name="country_changes_file"),
    re_path(
        r"^(?P<name>countries|organizations|sources|updates)\.(?P<format>csv|json)$",
        file_views.list_file,
        name="list_file",
    ),
    path("compare.<format:format>", comparison.comparison_file, name="comparison_file"),
    path("search.<format:format>", search.search_file, name="search_file"),
    path("lines/<int:number>.<format:format>", file_views.line_file, name="line_file"),
    path("organizations/<slug:slug>.<format:format>", organizations.organization_file, name="organization_file"),
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
