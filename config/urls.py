"""Addresses of the whole site, grouped by prefix: the root is English, /es/ Spanish."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from config.health import healthz
from config.languages import choose, to_the_file
from metrics import urls

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("accounts/language/", choose, name="language"),
    path("accounts/", include("accounts.urls")),
    # Files for machines say the same in every language, so they have one address.
    path("", include(urls.files)),
    re_path(r"^es/(?P<path>[\w-]+(?:/[\w-]+)*\.(?:csv|xlsx|json|bib|ris|csl\.json))$", to_the_file),
    *i18n_patterns(path("", include(urls)), prefix_default_language=False),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler429 = "accounts.views.too_many"
handler500 = "config.errors.server_error"
