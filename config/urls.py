"""Addresses of the whole site, grouped by prefix."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("metrics.urls")),
]
