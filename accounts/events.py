"""Writes down what happens at the door, from the signals of Django and allauth."""

from importlib import import_module

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from allauth.socialaccount.signals import social_account_added
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver

from . import second_factor
from .models import USER_AGENT_LENGTH, Kind, SignInEvent

SELDOM_SECONDS = 300
FACTORS = {
    Authenticator.Type.TOTP: "authenticator app",
    Authenticator.Type.WEBAUTHN: "passkey or security key",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


def record(kind: Kind, request=None, *, user=None, detail: str = "") -> SignInEvent:
    """Adds an event. Without a request (a command, a test's client) address and browser stay empty."""
    address = agent = None
    if request is not None:
        try:
            address = get_adapter().get_client_ip(request)
        except PermissionDenied:
            address = None
        agent = request.META.get("HTTP_USER_AGENT")
    return SignInEvent.objects.create(
        kind=kind,
        user=user,
        name=user.get_username() if user else "",
        detail=detail[:100],
        address=address,
        user_agent=(agent or "")[:USER_AGENT_LENGTH],
    )


def record_seldom(kind: Kind, request, *, user=None, detail: str = "") -> None:
    """`record`, once in five minutes for an account or address: what nothing limits shall not fill the table."""
    whom = user.pk if user else get_adapter().get_client_ip(request)
    if cache.add(f"recorded:{kind}:{whom}", True, SELDOM_SECONDS):
        record(kind, request, user=user, detail=detail)


def user_named(username) -> object | None:
    """The account that somebody tried to enter, None where there is none."""
    return get_user_model().objects.filter(username__iexact=username).first() if username else None


def way_of(request, sociallogin) -> str:
    if sociallogin is not None:
        return "single sign-on"
    return second_factor.way_in(request)


@receiver(user_logged_in)
def signed_in(request, user, sociallogin=None, **kwargs):
    if sociallogin is not None and second_factor.proven_by_provider(sociallogin):
        second_factor.prove(request, user)
    record(Kind.SIGNED_IN, request, user=user, detail=way_of(request, sociallogin))
    # Whoever signs in takes out what is too old: nobody has to remember a nightly command.
    SignInEvent.objects.delete_expired()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@receiver(user_logged_out)
def signed_out(request, user, **kwargs):
    if user is not None and request is not None and request.META:
        record(Kind.SIGNED_OUT, request, user=user)


@receiver(user_login_failed)
def failed(credentials, request=None, **kwargs):
    user = user_named(credentials.get("username"))
    record(Kind.FAILED, request, user=user, detail="" if user else "no such account")


@receiver(authentication_failed)
def factor_failed(request, user, authenticator, **kwargs):
    record(Kind.FACTOR_FAILED, request, user=user, detail=FACTORS[authenticator.type])


@receiver(authenticator_used)
def factor_used(request, user, authenticator, **kwargs):
    second_factor.prove(request, user)
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        # The code was struck off another copy of the row.
        authenticator.refresh_from_db()
        left = len(authenticator.wrap().get_unused_codes())
        record(Kind.CODE_USED, request, user=user, detail=f"{left} left")


@receiver(authenticator_added)
def factor_added(request, user, authenticator, **kwargs):
    if authenticator.type in second_factor.SECOND_FACTORS:
        # Adding takes a code of the app or a touch of the key: as good as showing it.
        second_factor.prove(request, user)
        shown = {"id": authenticator.pk, "type": authenticator.type, "reauthenticated": True}
        record_authentication(request, user, "mfa", **shown)
    record(Kind.FACTOR_ADDED, request, user=user, detail=FACTORS[authenticator.type])


@receiver(authenticator_removed)
def factor_removed(request, user, authenticator, **kwargs):
    record(Kind.FACTOR_REMOVED, request, user=user, detail=FACTORS[authenticator.type])


@receiver(authenticator_reset)
def codes_renewed(request, user, **kwargs):
    record(Kind.CODES_RENEWED, request, user=user)


@receiver(password_changed)
def changed_password(request, user, **kwargs):
    record(Kind.PASSWORD_CHANGED, request, user=user)


@receiver(social_account_added)
def linked(request, sociallogin, **kwargs):
    record(Kind.LINKED, request, user=sociallogin.user, detail=f"as {sociallogin.account.uid}")
