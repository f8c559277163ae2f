"""Pages of our own beside allauth's, and what its views lack."""

import logging
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from requests import RequestException

from . import events
from .models import Kind

logger = logging.getLogger(__name__)


def leads_to_the_provider(view):
    """The page's form ends at the identity provider, which the policy allows on this page alone."""

    @wraps(view)
    def with_its_origin(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if settings.OIDC_FORM_ORIGINS:
            response._csp_update = {"form-action": settings.OIDC_FORM_ORIGINS}
        return response

    return with_its_origin


def asks_the_provider(view):
    """502 and a page, where the provider cannot be reached or does not speak its language."""

    @wraps(view)
    def with_an_answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except RequestException:
            logger.exception("The identity provider does not answer.")
            events.record_seldom(Kind.REFUSED, request, detail="the provider did not answer")
            return render(request, "socialaccount/authentication_error.html", status=502)

    return with_an_answer


@login_required
def no_password(request):
    """Where allauth would let somebody choose a first password; whoever comes by a provider stays with it."""
    if request.user.has_usable_password():
        return redirect("account_change_password")
    return render(request, "accounts/no_password.html")


def too_many(request):
    """429: the address has sent too many forms."""
    return render(request, "accounts/too_many.html", status=429)
