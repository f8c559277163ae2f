"""What one process measures beside its database. Times are seconds."""

import csv
import datetime as dt
import os
import resource
import time
from collections.abc import Callable
from itertools import islice

from django.core.cache import caches
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.models import Count, QuerySet
from django.template.loader import engines
from django.test import RequestFactory

from metrics.exports import csv_stream
from metrics.exports.columns import columns, fields_of
from metrics.models import CurrentFigure, Figure, Indicator
from metrics.pages import Page
from metrics.reports import indicator, overview
from metrics.reports.rows import FIGURE_FIELDS, FigureRows, figure_rows
from metrics.tables import IndicatorFigureTable

from .urls import Limit

handler = get_wsgi_application()
REQUESTS = 5
ROWS = 100

# What a table's body would be if it were written by hand: the same cells from the same rows, with no columns between.
PLAIN_LOOP = engines["jinja2"].from_string(
    """{% for row in rows %}
<tr><td class="num"><a class="value" href="{{ link("figure", row.figure_id) }}">{{ row.words }}</a></td>
<td>{{ row.role_words }}</td>
<td>{% if row.coverage == "single" %}<a href="{{ link("country", row.place_key) }}">{{ row.place }}</a>
{% else %}<span class="badge">{{ row.coverage }}</span> {{ row.place }}{% endif %}</td>
<td>{{ row.period }}</td><td>{{ row.category_name or "" }}</td>
<td><a href="{{ link("source", row.source_slug) }}">{{ row.source_title }}</a></td>
<td><a href="{{ link("update", row.update_slug) }}">{{ row.update_title }}</a></td></tr>
{% endfor %}"""
)
TABLE = engines["jinja2"].from_string(
    """{% from "macros/table.html" import render_table %}{{ render_table(table, request, "Figures", paged=false) }}"""
)


# The time of this process leaves out what else the machine does. It is all there is, except beside a database server.
own_time = time.process_time
whole_time = time.process_time if connection.vendor == "sqlite" else time.perf_counter


def seconds(do: Callable[[], object], times: int = 1, clock: Callable[[], float] = whole_time) -> float:
    """The quickest of so many: what else the machine does only ever adds."""
    best = float("inf")
    for _ in range(times):
        start = clock()
        do()
        best = min(best, clock() - start)
    return best


def answer(address: str) -> bytes:
    """A page through the whole of the site: WSGI handler, middleware, view."""
    status = []
    environ = RequestFactory().get(address, SERVER_NAME="localhost").environ
    response = handler(environ, lambda line, headers: status.append(line))
    body = b"".join(response)
    response.close()
    if not status[0].startswith("200"):
        raise RuntimeError(f"{address}: {status[0]}")
    return body


def cold(address: str) -> bytes:
    caches["pages"].clear()
    return answer(address)


class Measures:
    def country(self) -> dict:
        """The country with the middle number of figures, so that its page is like most."""
        counted = CurrentFigure.objects.as_of(None).filter(country__isnull=False).values_list("country")
        codes = [code for code, _ in counted.annotate(count=Count("pk")).order_by("count", "country")]
        return {"code": codes[len(codes) // 2]}

    def prepare(self, code: str) -> dict:
        """Takes the queries and the size of the country's page as the limit that it is measured against."""
        self.address = f"/countries/{code}/"
        cold(self.address)
        held: list[tuple[str, tuple]] = []

        def note(execute, sql, params, many, context):
            # The settings of a new connection are no queries of the page.
            if sql.startswith("SELECT"):
                held.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            page = cold(self.address)
        Limit.queries, Limit.page = held, page
        # A table of figures of many indicators, places and periods, as the pages of sources have it.
        self.rows = list(figure_rows(Figure.objects.as_of(None).order_by("-pk")[:ROWS]))
        self.request = RequestFactory().get("/", SERVER_NAME="localhost")
        self.page = Page(None, dt.date(2025, 1, 1), "1")
        figures = indicator.figures(Indicator.objects.order_by("pk")[0].slug, None).order_by("-reference_date", "pk")
        self.table = IndicatorFigureTable(figures, request=self.request, page=self.page)
        return {"queries": len(held), "bytes": len(page)}

    def dashboard(self) -> float:
        return seconds(lambda: cold(self.address), REQUESTS)

    def limit(self) -> float:
        return seconds(lambda: cold("/bench/limit/"), REQUESTS)

    def table_row(self) -> float:
        """What a row adds to a table; its head is the same for any number of rows."""

        def table(rows: list) -> float:
            self.table.rows_for_page = lambda: rows
            return seconds(lambda: TABLE.render({"table": self.table, "request": self.request}), REQUESTS, own_time)

        return (table(self.rows) - table(self.rows[:1])) / (ROWS - 1)

    def loop_row(self) -> float:
        rows = {"rows": self.rows, "link": self.page.link}
        return seconds(lambda: PLAIN_LOOP.render(rows), REQUESTS, own_time) / ROWS

    def export(self, rows: int) -> float:
        """A CSV of so many figures, written to nowhere. Not in reading order: sorting costs both sides the same."""
        return written(figure_rows(by_key(rows)), rows)

    def raw_export(self, rows: int) -> float:
        """The same fields of the same rows, from a bare cursor, as the database gives them."""
        query = by_key(rows).values_list(*(FIGURE_FIELDS[name] for name in fields_of(columns(None)))).query

        def write():
            with open(os.devnull, "w", newline="") as nowhere, raw_cursor() as cursor:
                writer = csv.writer(nowhere)
                cursor.execute(*query.sql_with_params())
                left = rows
                while left and (part := cursor.fetchmany(min(2000, left))):
                    writer.writerows(part)
                    left -= len(part)

        return seconds(write)

    def memory(self, rows: int) -> dict:
        """Peak of the process in MB before and after a CSV of so many figures. For a fresh process, once."""
        answer("/bench/constant/")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        written(overview.rows(None), rows)
        return {"before": before / 1024, "after": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def by_key(rows: int) -> QuerySet:
    """The figures in force among the first of all: some more than so many."""
    return Figure.objects.as_of(None).filter(pk__lte=rows * 5 // 4).order_by("pk")


def written(figures: FigureRows, rows: int) -> float:
    """Seconds for a CSV of as many of the figures, read as all of them are."""
    read = figures.read
    figures.read = lambda names: islice(read(names), rows)
    with open(os.devnull, "wb") as nowhere:
        return seconds(lambda: nowhere.writelines(csv_stream(figures, None)))


def raw_cursor():
    """On PostgreSQL a cursor that leaves the rows with the server, as any large export must."""
    connection.ensure_connection()
    return connection.chunked_cursor() if connection.vendor == "postgresql" else connection.cursor()
