"""Addresses of readers' pages. A page's files stand at its own address with an ending."""

from django.urls import path, register_converter

from . import views


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
    path("countries/<code>/", views.country, name="country"),
    path("lines/", views.lines, name="lines"),
    path("lines/<int:number>/", views.line, name="line"),
    path("programs/<slug:slug>/", views.program, name="program"),
    path("indicators/<slug:slug>/", views.indicator_page, name="indicator"),
    path("figures/<int:pk>/", views.figure, name="figure"),
    path("sources/", views.sources_page, name="sources"),
    path("sources/<slug:slug>/", views.source, name="source"),
    path("updates/", views.updates, name="updates"),
    path("updates/<slug:slug>/", views.update, name="update"),
]
