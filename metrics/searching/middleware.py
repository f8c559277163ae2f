"""After each request that may have changed something, the documents of the search follow."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase

from .keeping import refresh

log = logging.getLogger(__name__)
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def index_changes(get_response: Callable[[HttpRequest], HttpResponseBase]):
    """Names change at the desk alone; figures are found by their values, which need no document."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method not in SAFE and response.status_code < 400:
            try:
                refresh()
            except DatabaseError:
                # What was saved is saved. The marks stay, and the next change or rebuild_search works them off.
                log.exception("The search could not be brought up to date. Run rebuild_search.")
        return response

    return answer
