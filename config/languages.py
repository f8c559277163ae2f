"""The language of a page stands in its address, and nowhere else.

English pages stand at the root, Spanish ones under /es/. No header and no cookie chooses: an address means one page to
every reader and every cache. The staff's desk, signing in and files for machines have one address and no language.
"""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.utils import translation

#: What has one address only.
WITHOUT_LANGUAGE = ("/admin/", "/accounts/", "/healthz", "/static/")


class Choice(NamedTuple):
    """A language with the address of the same page in it. `name` is in that language."""

    code: str
    name: str
    path: str
    current: bool


def language_of(path: str) -> str:
    """The language of the page at `path`: that of its first part, English without one."""
    first = path.removeprefix("/").split("/", 1)[0]
    return first if first in dict(settings.LANGUAGES) and first != settings.LANGUAGE_CODE else settings.LANGUAGE_CODE


def path_in(language: str, path: str) -> str:
    """The path of the same page in `language`.

    >>> path_in("es", "/countries/GTM/"), path_in("en", "/es/countries/GTM/")
    ('/es/countries/GTM/', '/countries/GTM/')
    """
    current = language_of(path)
    bare = path if current == settings.LANGUAGE_CODE else path.removeprefix(f"/{current}") or "/"
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


def choices(path: str) -> list[Choice]:
    """Every language of the page at `path`; empty where it has none to choose from."""
    if not path or path.startswith(WITHOUT_LANGUAGE):
        return []
    current = language_of(path)
    return [Choice(code, str(name), path_in(code, path), code == current) for code, name in settings.LANGUAGES]


class LanguageMiddleware:
    """Reads a request in the language of its address. Django's own also looks at headers and a cookie, and says so in
    Vary, which would keep caches from sharing pages.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = language_of(request.path_info)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def to_the_file(request, path: str):
    """From a Spanish page's address with the ending of a file to the file, which has no language."""
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(f"/{path}" + (f"?{query}" if query else ""))
