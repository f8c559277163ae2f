"""The staff's desk asks for a second factor, and a session ends when nobody used it for a while."""

import time

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext

from . import second_factor

DESK = "/admin/"
ACCOUNTS = "/accounts/"
# Signing in and out need no factor: the one leads to it, the other away.
OPEN = ("/admin/login/", "/admin/logout/")
READING = ("GET", "HEAD", "OPTIONS", "TRACE")
LAST_USED = "last_used"
# A session is written at most this often, so that a page of the desk seldom costs a write.
WRITTEN_EVERY_SECONDS = 60


class DeskMiddleware:
    """Guards the desk, and every change elsewhere that a session could make.

    Readers' pages are looked at by their address and method alone: neither session nor user is read for them, so they
    stay without a cookie and without a query.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        path = request.path_info
        if path.startswith(DESK):
            if path not in OPEN and (refused := self.refusal(request)):
                return refused
            self.mark_used(request)
        elif path.startswith(ACCOUNTS):
            self.mark_used(request)
            response = self.get_response(request)
            # Secrets and recovery codes among them: not for the next person at this computer, by its back button.
            patch_cache_control(response, private=True, no_store=True)
            return response
        elif request.method not in READING and self.lacks_proof(request):
            raise_for_change()
        return self.get_response(request)

    def lacks_proof(self, request) -> bool:
        return (
            settings.REQUIRE_SECOND_FACTOR
            and settings.SESSION_COOKIE_NAME in request.COOKIES
            and request.user.is_authenticated
            and request.user.is_staff
            and not second_factor.is_proven(request)
        )

    def refusal(self, request):
        if not self.lacks_proof(request):
            return None
        if request.method not in READING:
            raise_for_change()
        there = second_factor.address_to_prove(request.user)
        return HttpResponseRedirect(f"{there}?{urlencode({'next': request.get_full_path()})}")

    def mark_used(self, request) -> None:
        """Moves the end of the session, SESSION_COOKIE_AGE from the last time it was written."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return
        now = int(time.time())
        if now - request.session.get(LAST_USED, 0) >= WRITTEN_EVERY_SECONDS:
            request.session[LAST_USED] = now


def raise_for_change():
    raise PermissionDenied(
        gettext("Changes need a second factor. Open the staff desk, show or set up yours, and try again.")
    )
