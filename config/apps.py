"""The site's own app (static files and templates of every page) and its admin."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ThroughlineConfig(AppConfig):
    name = "config"

    def ready(self):
        from . import languages, wording

        wording.mark()
        languages.keep_choices()


class ThroughlineAdminConfig(AdminConfig):
    default_site = "config.admin.ThroughlineAdminSite"

    def ready(self):
        super().ready()
        # Once all apps have registered theirs.
        from django.contrib import admin

        from .accounts import register

        register(admin.site)
