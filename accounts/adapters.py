"""What allauth does here.

Nobody signs up, single sign-on leads to accounts that administrators made, and secrets of factors are encrypted.
"""

import base64
import io
import time

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from qrcode.image.svg import SvgPathImage

from . import events
from .models import Kind

# A first factor can be set up this long after signing in, without the password once more.
FRESH_SECONDS = 300


class AccountAdapter(DefaultAccountAdapter):
    """Local accounts. Administrators make them in the admin."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("The username or the password is not right."),
        "too_many_login_attempts": gettext_lazy("Too many failed attempts. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self.record_lockout(request, credentials.get("username", ""))
            raise

    def record_lockout(self, request, username: str) -> None:
        user = events.user_named(username)
        events.record_seldom(Kind.LOCKED_OUT, request, user=user, detail="" if user else "no such account")

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Not again where somebody without any factor has just signed in to set up the first."""
        request = self.request
        if app == "allauth.mfa" and not Authenticator.objects.filter(user=request.user).exists():
            records = get_authentication_records(request, request.user)
            if records and time.time() - records[-1]["at"] < FRESH_SECONDS:
                return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_password_change_redirect_url(self, request):
        return self.get_login_redirect_url(request)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect. The provider says who somebody is; which account that is, and its roles, administrators say."""

    def list_apps(self, request, provider=None, client_id=None):
        """The provider of the environment; there are none in the database."""
        return [app for app in super().list_apps(request, provider, client_id) if app.pk is None]

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Leads a first sign-in to the account with its verified e-mail address. Any other is refused, with the reason.

        Raises ImmediateHttpResponse, the page that says why.
        """
        data = sociallogin.account.extra_data or {}
        subjects = {claims["sub"] for claims in data.values() if isinstance(claims, dict) and "sub" in claims}
        if len(subjects) != 1:
            # OpenID Connect Core 5.3.2: else the answer may be about somebody else.
            self.refuse(request, "subjects")
        if sociallogin.state.get("process") != "login":
            # Linking somebody else's identity to the account that is signed in.
            self.refuse(request, "connect")
        if not sociallogin.is_existing:
            sociallogin.connect(request, self.account_of(request, sociallogin))

    def account_of(self, request, sociallogin):
        """The one account whose address, as an administrator entered it, the provider has verified."""
        verified = [address.email for address in sociallogin.email_addresses if address.verified is True]
        if not verified:
            self.refuse(request, "unverified")
        users = list(get_user_model().objects.filter(email__iexact=verified[0])[:2])
        if len(users) != 1:
            self.refuse(request, "several" if users else "unknown", verified[0])
        if not users[0].is_active:
            self.refuse(request, "unknown", verified[0])
        return users[0]

    def refuse(self, request, reason: str, email: str = ""):
        events.record_seldom(Kind.REFUSED, request, detail=REASONS[reason])
        page = render(request, "accounts/refused.html", {"reason": reason, "email": email}, status=403)
        raise ImmediateHttpResponse(page)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        events.record_seldom(Kind.REFUSED, request, detail=f"the provider's answer was not accepted ({error})")


REASONS = {
    "subjects": "token and user info are not about the same person",
    "connect": "linking was asked for",
    "unverified": "the provider has not verified an address",
    "unknown": "no account has the address",
    "several": "several accounts have the address",
}


def key_of(secret: str) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"throughline.accounts.second-factor")
    return Fernet(base64.urlsafe_b64encode(derived.derive(secret.encode())))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of apps and recovery codes are useless to whoever has the database and not SECRET_KEY."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "unreadable": gettext_lazy(
            "This factor was set up under another SECRET_KEY. Ask an administrator to reset it."
        ),
    }

    def keys(self) -> MultiFernet:
        return MultiFernet([key_of(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])

    def encrypt(self, text: str) -> str:
        return self.keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return self.keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # Never an empty secret, whose codes anybody could compute.
            raise self.validation_error("unreadable") from None

    def generate_authenticator_name(self, user, type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey") if number == 1 else gettext("Passkey %(number)s") % {"number": number}

    def get_totp_label(self, user) -> str:
        return user.get_username()

    def build_totp_svg(self, url: str) -> str:
        """The picture as an element of the page, drawn by attributes: the policy stays as it is."""
        image = qrcode.make(url, image_factory=SvgPathImage, border=2)
        image.save(drawn := io.BytesIO())
        return drawn.getvalue().decode().partition("?>")[2].strip()
