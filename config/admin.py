"""The admin site: Django's own, with Throughline's name."""

from django.contrib import admin


class ThroughlineAdminSite(admin.AdminSite):
    site_title = "Throughline"
    site_header = "Throughline"
    index_title = "Desk"
