"""The pages for 400, 403, 404 and 500, and for a form that lost its session.

They need no database, no session and no user; the page for 500 does without its template too, if it must.
"""

import logging

from django.core.exceptions import BadRequest
from django.http import (
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotFound,
    HttpResponseServerError,
)
from django.template import loader
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

PLAIN = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1><p>{what}</p>
<p>{reference} <code>{id}</code></p></body>
</html>
"""


def render(response: type[HttpResponse], template: str, request, words: str = "") -> HttpResponse:
    page = response(loader.get_template(template, using="jinja2").render({"exception": words}, request))
    page["Cache-Control"] = "no-store"
    return page


def words_of(exception: Exception) -> str:
    """What the exception says, where someone wrote it for readers; the resolver's own is a dictionary."""
    words = exception.args[0] if exception.args else ""
    return words if isinstance(words, str) else ""


def bad_request(request, exception):
    # What Django refuses by itself (a foreign host name, too many fields) speaks of settings, which is for the log.
    return render(
        HttpResponseBadRequest, "400.html", request, words_of(exception) if type(exception) is BadRequest else ""
    )


def permission_denied(request, exception):
    return render(HttpResponseForbidden, "403.html", request, words_of(exception))


def page_not_found(request, exception):
    return render(HttpResponseNotFound, "404.html", request, words_of(exception))


def server_error(request):
    try:
        return render(HttpResponseServerError, "500.html", request)
    except Exception:
        # Static files that were never gathered, for instance, break every template; the reference must be readable.
        logger.exception("The page for errors failed too.")
        return HttpResponseServerError(
            format_html(
                PLAIN,
                language=get_language(),
                title=_("The page could not be made"),
                what=_("Something went wrong on our side. The error has been recorded; no figure was changed by it."),
                reference=_("If you write to us about it, name this reference:"),
                id=getattr(request, "request_id", "-"),
            )
        )


def form_not_sent(request, reason=""):
    return render(HttpResponseForbidden, "403_csrf.html", request)
