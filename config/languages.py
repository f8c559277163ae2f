"""The language of a reader's page stands in its address, and nowhere else; staff choose that of their desk.

English pages stand at the root, Spanish ones under /es/. No header and no cookie chooses: an address means one page to
every reader and every cache. Files for machines have one address and no language. The staff's desk and signing in have
one address, too, and the language that a person chose there: a cookie keeps it for the browser and a row
(ReminderChoice) for the person, whose next browser and whose mails follow it.
"""

from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from metrics.models import ReminderChoice

#: What staff choose the language of.
CHOSEN = ("/admin/", "/accounts/")
#: What has one address only.
WITHOUT_LANGUAGE = (*CHOSEN, "/healthz", "/static/")
A_YEAR = 365 * 24 * 3600


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


def chosen(request) -> str:
    """The language that this browser was told to show the desk in; English until somebody chooses."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class LanguageMiddleware:
    """Reads a request in the language of its address or, at the desk, in the one that was chosen. Django's own also
    looks at headers and a cookie everywhere, and says so in Vary, which would keep caches from sharing pages.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_chosen = request.path_info.startswith(CHOSEN)
        language = chosen(request) if is_chosen else language_of(request.path_info)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if is_chosen:
            patch_vary_headers(response, ["Cookie"])
        if kept := getattr(request, "language_to_keep", ""):
            keep(response, kept)
        return response


def keep(response, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@require_POST
def choose(request):
    """Keeps the language that somebody chooses for the desk, and leads back to where they were. What is no language
    changes nothing.
    """
    wanted, there = request.POST.get("language", ""), request.POST.get("next", "")
    if wanted in dict(settings.LANGUAGES):
        request.language_to_keep = wanted
        if request.user.is_authenticated:
            now = timezone.now()
            ReminderChoice.objects.update_or_create(
                user=request.user,
                defaults={"language": wanted},
                create_defaults={"language": wanted, "by_mail": True, "changed_at": now},
            )
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return redirect(there if is_ours else "admin:index")


def take_up(sender, request, user, **_signal) -> None:
    """On a browser that was never told, whoever signs in finds the language that they chose elsewhere."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return
    choice = ReminderChoice.objects.filter(user=user).first()
    if choice and choice.language:
        request.language_to_keep = choice.language


def keep_choices() -> None:
    user_logged_in.connect(take_up, dispatch_uid="language")


def to_the_file(request, path: str):
    """From a Spanish page's address with the ending of a file to the file, which has no language."""
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(f"/{path}" + (f"?{query}" if query else ""))
