"""After each request that may have changed something, what is derived of it follows: findings, then the search."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase

from .findings import keeping as findings
from .searching import keeping as searching

log = logging.getLogger(__name__)
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
# What is brought up to date, and the command that does it where that fails. Publishing examines in its own transaction;
# here it is for dates of sources, relations, facts of indicators, names.
FOLLOWING = (
    ("findings", findings.refresh, "check_figures --refresh"),
    ("search", searching.refresh, "rebuild_search"),
)


def follow_changes(get_response: Callable[[HttpRequest], HttpResponseBase]):
    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        # A request that was refused changed nothing; should one have failed halfway, the next that succeeds looks.
        if request.method not in SAFE and response.status_code < 400:
            for name, refresh, command in FOLLOWING:
                try:
                    refresh()
                except DatabaseError:
                    # What was saved is saved. The marks stay, and the next change works them off.
                    log.exception("The %s could not be brought up to date. Run %s.", name, command)
        return response

    return answer
