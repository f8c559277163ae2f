"""Addresses of readers' pages."""

urlpatterns = []
