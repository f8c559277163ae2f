"""After each request that may have changed something, the rules look at what did."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase

from .keeping import refresh

log = logging.getLogger(__name__)
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def examine_changes(get_response: Callable[[HttpRequest], HttpResponseBase]):
    """Publishing examines in its own transaction; this is for dates of sources, relations, facts of indicators."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        # A request that was refused changed nothing; should one have failed halfway, the next that succeeds looks.
        if request.method not in SAFE and response.status_code < 400:
            try:
                refresh()
            except DatabaseError:
                # What was saved is saved. The marks stay; the findings page says that they wait.
                log.exception("The findings could not be brought up to date. Run check_figures --refresh.")
        return response

    return answer
