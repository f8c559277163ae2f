"""Readers' pages and files: each parses the request, asks a report and renders it. One module a noun."""
