"""What every reader page and file shares: the day it is read as of, its links, its ETag and the page cache.

A page depends on the data version, its address, the day and the code; on nobody's session. One key of these four makes
the ETag and names the cached page, so neither can be stale.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache, partial, wraps

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render as render_template
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.connection import ConnectionProxy
from django.utils.http import urlencode
from django.utils.text import compress_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from metrics.past import Past, as_it_was, past_of, streamed_as_it_was

FORMATS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}
PAGE_CACHE_SECONDS = 24 * 3600
# Each thread's own handle, as Django's `cache` is for the default.
page_cache = ConnectionProxy(caches, "pages")


@dataclass(frozen=True, slots=True)
class Page:
    """The day a page is read as of (None: now), the version of the data it shows, and what has changed since."""

    as_of: dt.date | None
    today: dt.date
    data_version: str
    past: Past | None = None

    @property
    def day(self) -> dt.date:
        return self.as_of or self.today

    @property
    def is_past(self) -> bool:
        return self.as_of is not None and self.as_of < self.today

    def link(self, name: str, *args) -> str:
        """The address of another report page, as of the same day."""
        address = address_of(name, args)
        return f"{address}?{urlencode({'as_of': self.as_of.isoformat()})}" if self.as_of else address


def address_of(name: str, args: tuple = ()) -> str:
    """The address of a page in the active language."""
    return address_in(get_language(), name, args)


@lru_cache(maxsize=10_000)
def address_in(language: str | None, name: str, args: tuple) -> str:
    """`reverse`, which costs a page of a hundred links a fifth of its time."""
    return reverse(name, args=args)


def day_asked(request: HttpRequest, today: dt.date) -> dt.date | None:
    """The date of `?as_of=`, None where it is absent. BadRequest says what is wrong with it."""
    # A citation ends in a period, which is easily copied along with the address before it.
    text = request.GET.get("as_of", "").strip().removesuffix(".")
    if not text:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise BadRequest(
            _("“%(text)s” is not a date. Write year, month and day with hyphens, such as 2022-05-03.")
            % {"text": text[:40]}
        ) from error
    if day > today:
        raise BadRequest(
            _("%(day)s has not come yet. Choose a day up to today, %(today)s.")
            % {"day": day.isoformat(), "today": today.isoformat()}
        )
    return day


@cache
def code_version() -> str:
    """Changes with every deployment: newest change of any module or template that makes pages."""
    digest = hashlib.sha256()
    for package in ("config", "programs", "metrics"):
        for folder, _folders, files in sorted(os.walk(settings.BASE_DIR / package)):
            for name in sorted(files):
                if name.endswith((".py", ".html", ".css", ".json", ".typ")):
                    stat = os.stat(os.path.join(folder, name))
                    digest.update(f"{folder}/{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    # Folders of catalogs are named after what is in them.
    digest.update("\n".join(map(str, settings.LOCALE_PATHS)).encode())
    return digest.hexdigest()[:12]


def key_of(request: HttpRequest, page: Page) -> str:
    if settings.DEBUG:
        # While templates are being edited.
        code_version.cache_clear()
    parts = (
        page.data_version,
        page.today.isoformat(),
        code_version(),
        get_language() or "",
        request.get_host(),
        request.scheme,
        request.get_full_path(),
        # Where nobody may frame anything, pages do not say how.
        *settings.EMBED_ANCESTORS,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def compress(request: HttpRequest, response: HttpResponse, key: str) -> None:
    """Compresses a page of text for who can read that; kept beside the plain one in the cache.

    These pages hold no secrets, so that their length betrays none (BREACH): others are left as they are.
    """
    if not response["Content-Type"].startswith("text/html"):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return
    packed = page_cache.get(f"{key}.gz")
    if packed is None:
        packed = compress_string(response.content)
        page_cache.set(f"{key}.gz", packed, PAGE_CACHE_SECONDS)
    response.content = packed
    response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(packed))


def report_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Makes `view(request, page, …)` a reader page: GET and HEAD only, `?as_of=`, 304, and the page cache."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        today = timezone.now().date()
        day = day_asked(request, today)
        past, version = past_of(day if day and day < today else None)
        page = Page(day, today, str(version), past)
        key = key_of(request, page)
        etag = f'"{key[:32]}"'
        response = get_conditional_response(request, etag=etag)
        if response is None:
            held = page_cache.get(key)
            if held is not None:
                content, headers = held
                response = HttpResponse(content, headers=headers)
            else:
                with as_it_was(past):
                    response = view(request, page, *args, **kwargs)
                if past and response.streaming and not isinstance(response, FileResponse):
                    response.streaming_content = streamed_as_it_was(past, response.streaming_content)
                if response.status_code == 200 and not response.streaming:
                    page_cache.set(key, (response.content, dict(response.headers)), PAGE_CACHE_SECONDS)
        if response.status_code in (200, 304):
            # Of both the plain and the compressed page, which is what a weak one says.
            response["ETag"] = f"W/{etag}"
            if response.status_code == 200 and not response.streaming:
                compress(request, response, key)
            # Anyone may keep it; nobody may show it without asking.
            response["Cache-Control"] = "public, no-cache"
        return response

    # What makes the page, past its cache and its day: for staff who look at it before it is published.
    answer.made_by = view
    return answer


def render(request: HttpRequest, page: Page, template: str, **context) -> HttpResponse:
    """A page from its template; every link that it makes is as of the same day."""
    context.setdefault("downloads", [])
    shared = {
        "page": page,
        "link": page.link,
        "permanent": permanent_address(request, page),
        "embed": partial(embed_address, request, page),
    }
    return render_template(request, template, {**shared, **context})


def embed_address(request: HttpRequest, page: Page, name: str, *args, keep: Iterable[str] = ()) -> str:
    """Where other sites find a figure or chart to frame (metrics/views/embeds.py), as of the same day.

    `keep` are parameters of the page that narrow it too. Empty where the setting names no site.
    """
    if not settings.EMBED_ANCESTORS:
        return ""
    kept = [(key, value) for key in keep for value in request.GET.getlist(key) if value]
    if page.as_of:
        kept.append(("as_of", page.as_of.isoformat()))
    query = f"?{urlencode(kept)}" if kept else ""
    return request.build_absolute_uri(address_of(f"embed_{name}", args) + query)


def permanent_address(request: HttpRequest, page: Page) -> str:
    """Where this very page, with its filters, shows the same again."""
    query = request.GET.copy()
    query["as_of"] = page.day.isoformat()
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def permanent_link(request: HttpRequest, page: Page, name: str, *args) -> str:
    """The absolute address that shows a report page as it is on this day, forever."""
    query = urlencode({"as_of": page.day.isoformat()})
    return request.build_absolute_uri(f"{reverse(name, args=args)}?{query}")


def file_links(request: HttpRequest, name: str, *args, formats: Iterable[str] = FORMATS) -> list[tuple[str, str]]:
    """(label, address) of the files of a page, with its filters and its day."""
    kept = {key: [value for value in values if value] for key, values in request.GET.lists() if key != "page"}
    query = f"?{urlencode(kept, doseq=True)}" if any(kept.values()) else ""
    return [(FORMATS[format], reverse(name, args=[*args, format]) + query) for format in formats]


def list_links(request: HttpRequest, name: str) -> list[tuple[str, str]]:
    """(label, address) of the files of a list of countries, organizations, sources or updates."""
    return file_links(request, "list_file", name, formats=("csv", "json"))
