"""The site's addresses, and two to measure them against."""

import os

from django.db import connection
from django.http import HttpResponse
from django.urls import path

from config.urls import urlpatterns as site


class Limit:
    """What no page of this size and these queries can be quicker than. Whoever measures fills it in."""

    queries: list[tuple[str, tuple]] = []
    page = b"x" * int(os.environ.get("BENCH_PAGE_BYTES", "40000"))


def constant(request):
    return HttpResponse(Limit.page)


def limit(request):
    """The same SQL on a bare cursor, and a constant page of equal size."""
    with connection.cursor() as cursor:
        for sql, parameters in Limit.queries:
            cursor.execute(sql, parameters)
            cursor.fetchall()
    return HttpResponse(Limit.page)


urlpatterns = [
    path("bench/constant/", constant),
    path("bench/limit/", limit),
    # Addresses with a language may stand in no other module's.
    *site,
]
